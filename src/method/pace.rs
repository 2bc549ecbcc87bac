//! How fast a session goes: for each stretch of it the time worked, the notes written in it by kind, and how many a minute.
//!
//! A function of the log, of when notes were written and of the time it is. A log out of somebody's file may say anything; what
//! cannot be is counted as nothing.

use chrono::{DateTime, Utc};

use crate::board::name::fold;
use crate::board::{Board, Clock, Kind, Past, Session, Stint};

use super::agenda::{self, Agenda};
use super::session::{places, worked};

/// A stretch longer than this is told for its first minutes only: nobody stays in a phase for a day.
const MOST_MINUTES: i64 = 24 * 60;

/// How fast a stretch of a session went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pace {
    /// The name of the phase.
    pub phase: String,
    /// Whether it goes on.
    pub open: bool,
    /// Whether it was skipped.
    pub skipped: bool,
    /// Seconds worked, without pauses.
    pub worked: i64,
    /// Seconds paused, a pause that goes on included.
    pub paused: i64,
    /// How many seconds it was given; none: it had no timer.
    pub planned: Option<i64>,
    /// How many notes of each kind were written in it, by lane.
    pub kinds: [usize; 8],
    /// How many notes were written in each of its minutes, pauses included.
    pub minutes: Vec<u32>,
}

impl Pace {
    /// Adds a later stretch of the same phase. That was given what was left, so what was planned is not planned twice.
    fn add(&mut self, later: Pace) {
        self.planned = later.planned.map(|planned| self.worked.saturating_add(planned)).or(self.planned);
        self.open |= later.open;
        self.skipped &= later.skipped;
        self.worked = self.worked.saturating_add(later.worked);
        self.paused = self.paused.saturating_add(later.paused);
        self.kinds.iter_mut().zip(later.kinds).for_each(|(kind, more)| *kind += more);
        self.minutes.extend(later.minutes);
    }

    /// How many notes were written in it.
    pub fn notes(&self) -> usize {
        self.kinds.iter().sum()
    }

    /// Notes per minute worked; nothing where that was less than a minute, of which seconds would make far too much or too little.
    pub fn rate(&self) -> Option<f64> {
        (self.worked >= 60).then(|| self.notes() as f64 * 60.0 / self.worked as f64)
    }

    /// How many notes of each kind were written, without those of which there was none, in the order of the wall.
    pub fn by_kind(&self) -> impl Iterator<Item = (Kind, usize)> {
        Kind::ALL.into_iter().map(|kind| (kind, self.kinds[kind.lane()])).filter(|(_, count)| *count > 0)
    }
}

/// How a session went.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Went {
    /// Its phases in the order of the agenda; those that the agenda does not have, behind what was done before them.
    pub phases: Vec<Row>,
    /// How many sessions there were before it.
    pub earlier: usize,
    /// Seconds worked in those.
    pub earlier_worked: i64,
    /// Whether it is the one at hand, and not the one before since nothing was done in that yet.
    pub at_hand: bool,
}

/// How a phase went, however often one came back to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The pace of all its stretches.
    pub pace: Pace,
    /// Which phase of the agenda it is; nothing where that has none of the name.
    pub place: Option<usize>,
    /// Its stretches, by their places in the log.
    pub stints: Vec<usize>,
}

/// How the session of a board went, or the one before it where nothing was done in it yet. It walks all notes once.
pub fn of(board: &Board, now: DateTime<Utc>) -> Went {
    let Some(session) = &board.heading().workshop.session else { return Went::default() };
    let notes = board.notes().iter().filter_map(|note| Some((note.kind(), note.created_at?)));
    let agenda = agenda::of(board);
    let (before, at_hand) = match session.earlier.split_last() {
        Some((last, before)) if session.log.is_empty() => {
            let past = Session { clock: Clock::None, log: last.log.clone(), ..session.clone() };
            return Went { phases: phases(&past, &agenda, now, notes), ..earlier(before, false, now) };
        }
        _ => (session.earlier.as_slice(), !session.log.is_empty()),
    };
    Went { phases: phases(session, &agenda, now, notes), ..earlier(before, at_hand, now) }
}

fn earlier(before: &[Past], at_hand: bool, now: DateTime<Utc>) -> Went {
    let worked = before.iter().flat_map(|past| &past.log).map(|stint| worked(stint, now)).fold(0, i64::saturating_add);
    Went { phases: Vec::new(), earlier: before.len(), earlier_worked: worked, at_hand }
}

/// The pace of a session, a row for each phase.
fn phases(session: &Session, agenda: &Agenda, now: DateTime<Utc>, notes: impl Iterator<Item = (Kind, DateTime<Utc>)>) -> Vec<Row> {
    // Behind which phase of the agenda a row stands, and in which order those stand that it does not have.
    let mut rows: Vec<((usize, usize), Row)> = Vec::new();
    let mut behind = 0;
    for (index, (pace, place)) in pace(session, now, notes).into_iter().zip(places(&session.log, agenda)).enumerate() {
        behind = place.map_or(behind, |place| place + 1);
        let is_it = |row: &Row| row.place == place && (place.is_some() || fold(&row.pace.phase) == fold(&pace.phase));
        match rows.iter_mut().find(|(_, row)| is_it(row)) {
            Some((_, row)) => {
                row.pace.add(pace);
                row.stints.push(index);
            }
            None => {
                let order = if place.is_some() { 0 } else { rows.len() + 1 };
                rows.push(((behind, order), Row { pace, place, stints: vec![index] }));
            }
        }
    }
    rows.sort_by_key(|(order, _)| *order);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The last moment that a board knows of: what is told of a session that goes on depends on nothing but the board then.
pub fn known_until(board: &Board) -> DateTime<Utc> {
    let written = board.notes().iter().filter_map(|note| note.created_at);
    let session = board.heading().workshop.session.as_ref();
    let earlier = session.iter().flat_map(|session| &session.earlier).flat_map(|past| &past.log);
    let logged =
        session.iter().flat_map(|session| &session.log).chain(earlier).flat_map(|stint| [Some(stint.began), stint.ended]).flatten();
    let since = session.and_then(|session| match session.clock {
        Clock::Stands { since, .. } => since,
        Clock::Runs(_) | Clock::None => None,
    });
    written.chain(logged).chain(since).max().unwrap_or_default()
}

/// The pace of a session: of each stretch of its log, in the order of the log.
pub fn pace(session: &Session, now: DateTime<Utc>, notes: impl Iterator<Item = (Kind, DateTime<Utc>)>) -> Vec<Pace> {
    let log = &session.log;
    // Notes are dated to the second, so everything is.
    let spans: Vec<(i64, i64)> = (0..log.len()).map(|index| span(log, index, now.timestamp())).collect();
    let mut paces: Vec<Pace> = log.iter().zip(&spans).map(|(stint, span)| empty(stint, *span, session, now.timestamp())).collect();
    // What was passed over at once has room for no note.
    let mut order: Vec<usize> = (0..log.len()).filter(|index| !log[*index].skipped || spans[*index].0 < spans[*index].1).collect();
    order.sort_by_key(|index| spans[*index].0);
    for (kind, at) in notes {
        let at = at.timestamp();
        let behind = order.partition_point(|index| spans[*index].0 <= at);
        let Some(index) = behind.checked_sub(1).map(|last| order[last]).filter(|index| at <= spans[*index].1) else { continue };
        let pace = &mut paces[index];
        pace.kinds[kind.lane()] += 1;
        if pace.minutes.is_empty() {
            pace.minutes.push(0);
        }
        // The second in which a stretch ends belongs to its last minute.
        let minute = ((at - spans[index].0) / 60) as usize;
        let last = pace.minutes.len() - 1;
        if minute <= last || (last as i64) < MOST_MINUTES - 1 {
            pace.minutes[minute.min(last)] += 1;
        }
    }
    paces
}

/// From which second to which a stretch lasted. One that nobody ended lasts until the next begins, the last one until now.
fn span(log: &[Stint], index: usize, now: i64) -> (i64, i64) {
    let began = log[index].began.timestamp();
    let ended = log[index].ended.or_else(|| log.get(index + 1).map(|next| next.began));
    (began, ended.map_or(now, |ended| ended.timestamp()).max(began))
}

fn empty(stint: &Stint, (began, ended): (i64, i64), session: &Session, now: i64) -> Pace {
    let last = session.log.last().is_some_and(|last| std::ptr::eq(last, stint));
    let open = last && stint.ended.is_none();
    // The timer stands still since a time, and so it goes on to do.
    let standing = match session.clock {
        Clock::Stands { since: Some(since), .. } if open => (now - since.timestamp().max(began)).max(0),
        _ => 0,
    };
    let wall = ended - began;
    let paused = stint.paused.max(0).saturating_add(standing).min(wall);
    let minutes = (wall.min(MOST_MINUTES * 60) + 59) / 60;
    Pace {
        phase: stint.phase.clone(),
        open,
        skipped: stint.skipped,
        worked: wall - paused,
        paused,
        planned: stint.planned,
        kinds: [0; 8],
        minutes: vec![0; minutes as usize],
    }
}

/// A length of time as a timer shows it: `12:40`, `1:02:40`.
pub fn clock(seconds: i64) -> String {
    let (sign, left) = if seconds < 0 { ("-", seconds.unsigned_abs()) } else { ("", seconds.unsigned_abs()) };
    match left / 3600 {
        0 => format!("{sign}{}:{:02}", left / 60, left % 60),
        hours => format!("{sign}{hours}:{:02}:{:02}", left / 60 % 60, left % 60),
    }
}

/// Notes per minute as a row of bars.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bars {
    /// The bars.
    pub bars: String,
    /// How many minutes each stands for.
    pub minutes: usize,
    /// How many notes the highest stands for.
    pub highest: u32,
}

/// Draws notes per minute as at most so many bars, a minute each where there is room. The lowest bar stands for nothing at all;
/// what was written is seen, however little it was.
pub fn bars(minutes: &[u32], most: usize) -> Bars {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let each = minutes.len().div_ceil(most.max(1)).max(1);
    let sums: Vec<u32> = minutes.chunks(each).map(|chunk| chunk.iter().sum()).collect();
    let highest = sums.iter().copied().max().unwrap_or(0);
    let bar = |sum: &u32| BARS[(u64::from(*sum) * 7).div_ceil(u64::from(highest.max(1))) as usize];
    Bars { bars: sums.iter().map(bar).collect(), minutes: each, highest }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).expect("in range")
    }

    fn stint(phase: &str, began: i64, ended: Option<i64>) -> Stint {
        let planned = Some(1200);
        Stint { phase: phase.into(), began: at(began), ended: ended.map(at), paused: 0, planned, skipped: false, unknown: vec![] }
    }

    fn session(log: Vec<Stint>) -> Session {
        Session { phase: log.len(), clock: Clock::None, log, earlier: Vec::new(), unknown: Vec::new() }
    }

    fn told(session: &Session, now: i64, notes: &[(Kind, i64)]) -> Vec<Pace> {
        pace(session, at(now), notes.iter().map(|(kind, seconds)| (*kind, at(*seconds))))
    }

    #[test]
    fn a_pause_is_no_work_and_one_that_goes_on_neither() {
        let mut it = session(vec![Stint { paused: 120, ..stint("A", 1000, Some(1600)) }]);
        let pace = told(&it, 9999, &[(Kind::Event, 1000), (Kind::Event, 1059), (Kind::Actor, 1060)]);
        assert_eq!((pace[0].worked, pace[0].paused, pace[0].planned), (480, 120, Some(1200)));
        assert_eq!(pace[0].minutes, [2, 1, 0, 0, 0, 0, 0, 0, 0, 0], "a number a minute, pauses included");
        assert_eq!(pace[0].by_kind().collect::<Vec<_>>(), [(Kind::Actor, 1), (Kind::Event, 2)]);
        assert_eq!(pace[0].rate(), Some(3.0 / 8.0));
        it.log[0].ended = None;
        it.clock = Clock::Stands { left: 60, since: Some(at(1500)) };
        let pace = told(&it, 1800, &[]);
        assert_eq!((pace[0].worked, pace[0].paused, pace[0].open), (380, 420, true));
        it.clock = Clock::Stands { left: 60, since: None };
        assert_eq!(told(&it, 1800, &[])[0].worked, 680, "a timer that was never started stands for no pause");
    }

    #[test]
    fn a_phase_visited_twice_has_two_stretches() {
        let it = session(vec![stint("A", 0, Some(60)), stint("B", 60, Some(120)), stint("A", 120, Some(180))]);
        let pace = told(&it, 180, &[(Kind::Event, 10), (Kind::Event, 70), (Kind::Event, 130), (Kind::Event, 131)]);
        assert_eq!(pace.iter().map(Pace::notes).collect::<Vec<_>>(), [1, 1, 2]);
    }

    fn rows(it: &Session, now: i64, notes: &[(Kind, i64)]) -> Vec<Row> {
        let guide = agenda::agendas().next().expect("there is one");
        phases(it, &guide, at(now), notes.iter().map(|(kind, seconds)| (*kind, at(*seconds))))
    }

    #[test]
    fn a_phase_has_one_row_in_the_order_of_the_agenda() {
        let (chaos, order) = ("Chaotic Exploration", "Timeline Ordering");
        let back = Stint { planned: Some(300), ..stint(chaos, 100, Some(150)) };
        let again = Stint { planned: Some(1160 + 300), paused: 10, ..stint("timeline ordering", 150, Some(250)) };
        let it = session(vec![stint("Coffee", 0, Some(60)), stint(order, 60, Some(100)), back, again, stint("Tea", 250, None)]);
        let rows = rows(&it, 300, &[(Kind::Event, 70), (Kind::Event, 120), (Kind::Actor, 200), (Kind::Event, 200)]);
        let told: Vec<_> = rows.iter().map(|row| (row.pace.phase.as_str(), row.pace.notes(), row.stints.as_slice())).collect();
        assert_eq!(told, [("Coffee", 0, &[0][..]), (chaos, 1, &[2]), (order, 3, &[1, 3]), ("Tea", 0, &[4])]);
        let ordering = &rows[2].pace;
        assert_eq!((ordering.worked, ordering.paused, ordering.planned), (130, 10, Some(1500)), "five minutes more, and not twice");
        assert_eq!((ordering.minutes.as_slice(), ordering.skipped, rows[3].pace.open), (&[1, 2, 0][..], false, true));
    }

    #[test]
    fn what_was_skipped_and_then_done_is_done() {
        let skipped = Stint { skipped: true, planned: None, ..stint("Policies", 60, Some(60)) };
        let it = session(vec![skipped.clone(), stint("Policies", 60, Some(90))]);
        let told = &rows(&it, 90, &[])[0].pace;
        assert_eq!((told.skipped, told.planned, told.worked), (false, Some(1200), 30));
        assert!(rows(&session(vec![skipped.clone(), skipped]), 90, &[])[0].pace.skipped);
    }

    #[test]
    fn sessions_before_are_counted_and_not_mixed_in() {
        let mut board = Board::new(crate::board::Heading::new("b", "", None));
        let past = |phase: &str, seconds| Past { log: vec![stint(phase, 0, Some(seconds))], ..Past::default() };
        let mut it = session(vec![stint("Policies", 900, Some(950))]);
        it.earlier = vec![past("Policies", 100), past("Aggregates", 200)];
        board.apply(crate::board::Edit::SetSession(Some(it.clone()))).expect("a session");
        let told = of(&board, at(999));
        assert_eq!((told.phases.len(), told.phases[0].pace.worked), (1, 50));
        assert_eq!((told.earlier, told.earlier_worked, told.at_hand), (2, 300, true));
        // Where nothing was done yet, the last one in which something was.
        it.log = Vec::new();
        board.apply(crate::board::Edit::SetSession(Some(it))).expect("a session");
        let told = of(&board, at(999));
        assert_eq!((told.phases[0].pace.phase.as_str(), told.earlier, told.at_hand), ("Aggregates", 1, false));
    }

    #[test]
    fn a_note_on_the_border_belongs_to_what_begins_then_and_nothing_to_what_was_skipped() {
        let skipped = Stint { skipped: true, ..stint("S", 60, Some(60)) };
        let it = session(vec![stint("A", 0, Some(60)), skipped, stint("B", 60, Some(90))]);
        let pace = told(&it, 90, &[(Kind::Event, 59), (Kind::Event, 60), (Kind::Event, 90)]);
        assert_eq!(pace.iter().map(Pace::notes).collect::<Vec<_>>(), [1, 0, 2], "the last second belongs to what ends with it");
        assert_eq!((pace[1].skipped, pace[1].minutes.len(), pace[1].rate()), (true, 0, None));
        assert_eq!(pace[2].minutes, [2]);
        // Nothing begins where the session ends with what was skipped.
        let skipped = Stint { skipped: true, ..stint("S", 60, Some(60)) };
        let pace = told(&session(vec![stint("A", 0, Some(60)), skipped]), 90, &[(Kind::Event, 60)]);
        assert_eq!(pace.iter().map(Pace::notes).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn notes_from_before_from_after_and_in_between_belong_to_none() {
        let it = session(vec![stint("A", 100, Some(160)), stint("B", 300, Some(360))]);
        assert!(told(&it, 999, &[(Kind::Event, 99), (Kind::Event, 161), (Kind::Event, 361)]).iter().all(|pace| pace.notes() == 0));
        assert_eq!(told(&session(Vec::new()), 0, &[(Kind::Event, 0)]), []);
        assert_eq!(of(&Board::new(crate::board::Heading::new("b", "", None)), at(0)), Went::default());
    }

    #[test]
    fn one_that_nobody_ended_lasts_until_the_next_or_until_now() {
        let it = session(vec![stint("A", 0, None), stint("B", 120, None)]);
        let pace = told(&it, 150, &[(Kind::Event, 130)]);
        assert_eq!((pace[0].worked, pace[0].open, pace[1].worked, pace[1].open), (120, false, 30, true));
        assert_eq!(pace[1].minutes, [1]);
        assert_eq!(told(&it, 120, &[(Kind::Event, 120)])[1].minutes, [1], "what has just begun may have notes");
    }

    #[test]
    fn clocks_that_go_backwards_or_too_far_harm_nobody() {
        let wild = [stint("A", 500, Some(100)), stint("B", 50, Some(80)), stint("C", 9000, None)];
        let mut it = session(wild.to_vec());
        it.log[0].paused = i64::MIN;
        it.log[1].paused = i64::MAX;
        it.clock = Clock::Stands { left: i64::MIN, since: Some(DateTime::<Utc>::MAX_UTC) };
        let pace = told(&it, 0, &[(Kind::Event, 500), (Kind::Event, 60), (Kind::Event, 300)]);
        assert_eq!(pace.iter().map(Pace::notes).collect::<Vec<_>>(), [1, 1, 0]);
        assert!(pace.iter().all(|pace| pace.worked >= 0), "{pace:?}");
        it.log = vec![Stint { began: DateTime::<Utc>::MIN_UTC, ended: None, ..stint("A", 0, None) }];
        let notes = [(Kind::Event, DateTime::<Utc>::MAX_UTC), (Kind::Event, at(0))];
        let pace = super::pace(&it, DateTime::<Utc>::MAX_UTC, notes.into_iter());
        assert_eq!((pace[0].minutes.len(), pace[0].notes()), (24 * 60, 2));
    }

    #[test]
    fn time_and_bars_are_drawn_to_scale() {
        assert_eq!([0, 59, 760, 3760, -65].map(clock), ["0:00", "0:59", "12:40", "1:02:40", "-1:05"]);
        assert_eq!(bars(&[0, 1, 2, 4, 8], 30), Bars { bars: "▁▂▃▅█".into(), minutes: 1, highest: 8 });
        assert_eq!(bars(&[1; 61], 30), Bars { bars: "█".repeat(20) + "▄", minutes: 3, highest: 3 });
        assert_eq!(bars(&[], 30), Bars { bars: String::new(), minutes: 1, highest: 0 });
        assert_eq!(bars(&[0, 0], 30).bars, "▁▁");
    }
}
