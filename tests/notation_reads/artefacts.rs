//! A long document of prose, tables, code, drawings, and the same artefacts in two spellings: exactly its notes come of it.

use squall::board::{Board, Kind};
use squall::notation::{self, Onto};

use crate::show::{ids, lines, places, read, reading};

const CLINIC: &str = include_str!("vet-clinic.md");

fn clinic() -> Board {
    read(CLINIC)
}

#[test]
fn exactly_the_notes_of_the_artefacts_come_of_it() {
    let board = clinic();
    assert_eq!(board.title(), "Storming the vet clinic");
    assert_eq!(
        lines(&board),
        [
            "actor Owner",
            "actor Vet",
            "actor Scheduler",
            "command Book Appointment of Appointment by Owner -> Appointment Booked",
            "command Cancel Appointment of Appointment by Owner -> Appointment Cancelled",
            "command Examine Animal of Treatment by Vet -> Animal Examined",
            "command Treat Animal of Treatment by Vet -> Animal Treated",
            "command Send Invoice of Invoice -> Invoice Sent",
            "command Check Invoices of Invoice by Scheduler -> Invoice Due",
            "command Collect Payment of Invoice via Card Terminal -> Invoice Paid | Invoice Overdue",
            "command Remind Owner of Invoice -> Owner Reminded",
            "command Hand Over Debt of Invoice -> Debt Handed Over",
            "aggregate Appointment",
            "aggregate Treatment",
            "aggregate Invoice",
            "external system Card Terminal",
            "event Appointment Booked (appointment_id, animal_id)",
            "event Appointment Cancelled",
            "event Animal Examined",
            "event Animal Treated",
            "event Invoice Sent",
            "event Invoice Due",
            "event Invoice Paid (invoice_id, paid_at)",
            "event Invoice Overdue (invoice_id, amount_cents, reminder_count)",
            "event Owner Reminded",
            "event Debt Handed Over",
            "policy Bill on Treatment when Animal Treated then Send Invoice",
            "policy Collect When Due when Invoice Due then Collect Payment",
            "policy Remind Late Owner when Invoice Overdue where reminder count < 2 then Remind Owner + Collect Payment after 7d",
            "policy Hand Over After Reminders when Invoice Overdue where reminder count >= 2 then Hand Over Debt",
            "read model Waiting Room for vet-facing from Appointment Booked, Appointment Cancelled shows Who comes next; how urgent it is",
            "read model Unpaid Invoices for desk-facing from Invoice Overdue, Invoice Paid shows Open sums",
            "hot spot What if the animal dies before the appointment? (refund or not)",
            "hot spot Who may cancel an appointment?",
        ]
    );
    assert!(board.heading().contexts.is_empty() && board.heading().rules.is_empty() && board.heading().scenarios.is_empty());
}

#[test]
fn no_note_is_there_twice_and_none_is_debris() {
    let board = clinic();
    for note in board.notes() {
        let again = board.notes().iter().filter(|other| other.kind() == note.kind() && other.text == note.text).count();
        assert_eq!(again, 1, "{}", note.text);
        assert!(!note.text.contains(['|', '<', '>', '[', '#', '`', '\n']), "{}", note.text);
    }
}

#[test]
fn the_timeline_is_the_story() {
    assert_eq!(
        places(&clinic(), &[Kind::Command, Kind::Event]),
        [
            "1: Book Appointment, Appointment Booked",
            "2: Cancel Appointment, Appointment Cancelled",
            "3: Examine Animal, Animal Examined",
            "4: Treat Animal, Animal Treated",
            "5: Send Invoice, Invoice Sent",
            "6: Check Invoices, Invoice Due",
            "7: Collect Payment, Invoice Paid",
            "8: Invoice Overdue",
            "9: Remind Owner, Owner Reminded",
            "10: Hand Over Debt, Debt Handed Over",
        ]
    );
}

#[test]
fn everything_else_is_told_as_left_out() {
    let left_out = reading(CLINIC).skipped;
    for text in [
        "| Policy | Lilac | \"When... then...\" | \"When Invoice Overdue, then Remind Owner\" |",
        "Event              <-- Command                 <-- Actor",
        "Send Invoice -> Invoice Sent",
        "def handle(self, event: InvoiceOverdue) -> None:",
        "Command -> Aggregate -> Event(s)",
        "...",
        "1. Appointment Booked",
    ] {
        assert!(left_out.iter().any(|line| line.text == text), "{text}");
    }
    assert!(left_out.iter().all(|line| !line.text.contains("CollectPayment -> Invoice")));
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    let windows = format!("\u{feff}{}", CLINIC.replace('\n', "\r\n"));
    assert_eq!(lines(&read(&windows)), lines(&clinic()));
}

#[test]
fn read_onto_its_own_board_it_adds_nothing() {
    let board = clinic();
    let pasted = notation::read_onto(&board, CLINIC, &Onto::default(), &mut ids()).expect("it can be read");
    assert!(pasted.notes.is_empty(), "{:?}", pasted.edit);
}

#[test]
fn read_twice_it_is_the_same() {
    assert_eq!(lines(&read(&format!("{CLINIC}\n{CLINIC}"))), lines(&clinic()));
}
