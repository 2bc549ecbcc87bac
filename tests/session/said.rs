//! What is said in the session: the request, the events, the answers to what is asked, and what comes of them.

use crate::facilitator::Say::{self, LeaveOpen, MeantSo, Take, Type, Wonder};

pub type Answers = &'static [(&'static str, Say)];

pub const FEATURE: &str = "Customers can subscribe to a monthly product box. They are charged monthly. If payment fails, retry twice, then \
                           pause the subscription.";

/// Words of the request, and the event that the room makes of them.
pub const DERIVED: &[(&str, &str)] = &[
    ("subscribe", "Subscription Created"),
    ("product box", "Shipment Requested"),
    ("charged monthly", "Monthly Billing Cycle Triggered"),
    ("payment fails", "Payment Fails"),
    ("retry twice", "Payment Retry Scheduled"),
    ("pause the subscription", "Subscription Paused"),
];

/// Events that the request does not speak of, and behind which they hang.
pub const KNOWN: &[(&str, &[&str])] = &[
    ("Monthly Billing Cycle Triggered", &["Payment Attempted", "Payment Succeeded"]),
    ("Payment Retry Scheduled", &["Payment Retry Attempted"]),
    ("Subscription Paused", &["Subscription Resumed", "Subscription Cancelled", "Subscriptions Paused"]),
];

pub const ABOUT_EVENTS: Answers = &[
    ("Payment Fails is not in the past tense: what happened?", Take("Payment Failed")),
    ("Are Subscriptions Paused and Subscription Paused one event?", Type("yes")),
];

/// The events in the order of the timeline.
pub const TIMELINE: [&str; 11] = [
    "Subscription Created",
    "Monthly Billing Cycle Triggered",
    "Payment Attempted",
    "Payment Succeeded",
    "Payment Failed",
    "Payment Retry Scheduled",
    "Payment Retry Attempted",
    "Shipment Requested",
    "Subscription Paused",
    "Subscription Resumed",
    "Subscription Cancelled",
];

pub const ABOUT_COMMANDS: Answers = &[
    ("What triggered Subscription Created?", Type("Create Subscription")),
    ("Who initiated Create Subscription?", Type("Customer")),
    ("What triggered Monthly Billing Cycle Triggered?", Type("Trigger Billing Cycle")),
    ("Who initiated Trigger Billing Cycle?", Type("Scheduler")),
    ("What triggered Payment Attempted?", Type("Attempt Payment")),
    ("Who initiated Attempt Payment?", LeaveOpen),
    ("What triggered Payment Succeeded?", Type("Attempt Payment")),
    ("What triggered Payment Failed?", Type("Attempt Payment")),
    ("What triggered Payment Retry Scheduled?", Type("Schedule Retry")),
    ("Who initiated Schedule Retry?", LeaveOpen),
    ("What triggered Payment Retry Attempted?", Type("Attempt Payment")),
    ("What triggered Shipment Requested?", Type("Request Shipment")),
    ("Who initiated Request Shipment?", LeaveOpen),
    ("What triggered Subscription Paused?", Type("Pause Subscription")),
    ("Who initiated Pause Subscription?", LeaveOpen),
    ("What triggered Subscription Resumed?", Type("Resume Subscription")),
    ("Who initiated Resume Subscription?", Type("Customer")),
    ("What triggered Subscription Cancelled?", Type("Cancel Subscription")),
    ("Who initiated Cancel Subscription?", Type("Customer")),
];

pub const ABOUT_AGGREGATES: Answers = &[
    ("Who decides about Create Subscription?", Type("Subscription")),
    ("Who decides about Trigger Billing Cycle?", Type("Billing")),
    ("Who decides about Attempt Payment?", Type("Billing")),
    ("Who decides about Schedule Retry?", Type("Billing")),
    ("Who decides about Request Shipment?", Type("Shipment")),
    ("Who decides about Pause Subscription?", Type("Subscription")),
    ("Who decides about Resume Subscription?", Type("Subscription")),
    ("Who decides about Cancel Subscription?", Type("Subscription")),
];

/// The rules of the subscription.
pub const SUBSCRIPTION: &str = r#"
Aggregate: Subscription
- State: status = "none"
- Command: Create Subscription
  - -> Subscription Created { status = "active" } when status == "none"
- Command: Pause Subscription
  - -> Subscription Paused { status = "paused" } when status == "active"
- Command: Resume Subscription
  - -> Subscription Resumed { status = "active" } when status == "paused"
- Command: Cancel Subscription
  - -> Subscription Cancelled { status = "cancelled" } when status in ["active", "paused"]
"#;

/// The rules of billing.
pub const BILLING: &str = r#"
Aggregate: Billing
- State: retry_count = 0
- Invariant: retry_count <= 2
- Command: Attempt Payment
  - -> Payment Attempted + Payment Succeeded when retry_count == 0
  - -> Payment Attempted + Payment Failed when retry_count == 0
  - -> Payment Retry Attempted + Payment Succeeded { retry_count = 0 } when retry_count > 0
  - -> Payment Retry Attempted + Payment Failed when retry_count > 0
"#;

/// A policy in one sentence.
pub const RETRY: &str = "When Payment Failed and retry_count < 2 then Schedule Retry + Attempt Payment after 24h";

pub const ABOUT_POLICIES: Answers = &[
    ("After Subscription Created, what happens automatically?", MeantSo),
    ("What if Trigger Billing Cycle fails?", MeantSo),
    ("After Monthly Billing Cycle Triggered, what happens automatically?", Type("Charge on Cycle")),
    ("When Charge on Cycle fires, what is to be done?", Type("Attempt Payment")),
    ("After Payment Attempted, what happens automatically?", MeantSo),
    ("After Payment Succeeded, what happens automatically?", Type("Fulfill on Payment")),
    ("When Fulfill on Payment fires, what is to be done?", Type("Request Shipment")),
    ("After Payment Retry Scheduled, what happens automatically?", MeantSo),
    ("After Payment Retry Attempted, what happens automatically?", MeantSo),
    ("What if Request Shipment fails?", Type("Shipment Rejected")),
    ("After Shipment Requested, what happens automatically?", MeantSo),
    ("After Shipment Rejected, what happens automatically?", MeantSo),
    ("After Subscription Paused, what happens automatically?", MeantSo),
    ("After Subscription Resumed, what happens automatically?", Wonder("Is somebody who resumes charged at once?")),
    ("After Subscription Cancelled, what happens automatically?", MeantSo),
];

pub const ABOUT_EVENTS_SEEN: Answers = &[
    ("In which view does somebody see Subscription Created?", Type("My Subscription")),
    ("In which view does somebody see Monthly Billing Cycle Triggered?", MeantSo),
    ("In which view does somebody see Payment Attempted?", Type("My Subscription")),
    ("In which view does somebody see Payment Succeeded?", Type("My Subscription")),
    ("In which view does somebody see Payment Failed?", Type("Failed Payments Dashboard, My Subscription")),
    ("In which view does somebody see Payment Retry Scheduled?", Type("Failed Payments Dashboard")),
    ("In which view does somebody see Payment Retry Attempted?", Type("Failed Payments Dashboard")),
    ("In which view does somebody see Shipment Requested?", Type("Shipment Queue")),
    ("In which view does somebody see Shipment Rejected?", Type("Shipment Queue")),
    ("In which view does somebody see Subscription Paused?", Type("My Subscription, Failed Payments Dashboard")),
    ("In which view does somebody see Subscription Resumed?", Type("My Subscription")),
    ("In which view does somebody see Subscription Cancelled?", Type("My Subscription")),
];

/// The views, for whom they are, and what they show.
pub const VIEWS: &[(&str, &str, &str)] = &[
    ("My Subscription", "customer-facing", "Current status"),
    ("Failed Payments Dashboard", "admin-facing", "Failing subscriptions"),
    ("Shipment Queue", "warehouse-facing", "Orders to pack and ship today"),
];

/// What nobody knows, about which note, and how many dots the room gives it.
pub const UNKNOWN: &[(&str, &str, usize)] = &[
    ("Attempt Payment", "What if the payment gateway is unreachable?", 3),
    ("Subscription Paused", "Should paused subscriptions auto-resume on successful manual payment?", 1),
    ("Payment Failed", "How long do we retain failed payment records for compliance?", 2),
];

pub const ABOUT_CONTEXTS: Answers = &[
    ("Where does Subscription belong: in which context?", Type("Subscription")),
    ("Where does Billing belong: in which context?", Type("Billing")),
    ("Where does Shipment belong: in which context?", Type("Fulfillment")),
];

/// Notes with the context that they belong to.
pub const BELONGS: &[(&str, &str)] = &[
    ("Subscription", "Subscription"),
    ("Pause After Retries Exhausted", "Subscription"),
    ("Billing", "Billing"),
    ("Retry Failed Payment", "Billing"),
    ("Payment Gateway", "Billing"),
    ("Shipment", "Fulfillment"),
    ("Fulfill on Payment", "Fulfillment"),
    ("Shipment Queue", "Fulfillment"),
];

/// What stands on the first screen of the closing page.
pub const CLOSING: &[&str] = &[
    "What came of it – Product box",
    "1 Event catalog          12 events, 3 of them pivotal",
    "2 Command–event mapping  8 commands to 3 aggregates",
    "3 Policy definitions     4 policies:",
    "4 Chain diagram          begins with 4 commands",
    "5 Context map            3 contexts:",
    "2 events cross their",
    "6 Hot spots              4 hot spots, none answered yet",
    "●●●   What if the payment gateway is unreachable? – about the command Attempt Payment",
    "○ Gift boxes",
    "✓ nothing is to be said about this board",
];

/// What the exported document says: the six artefacts, what nobody knows, how the session went.
pub const EXPORTED: &[&str] = &[
    "An event storm: 12 events, 8 commands, 3 aggregates, 4 policies, 3 read models in 3 bounded contexts.",
    "## 1. Event catalog",
    "| **Payment Succeeded** (pivotal) | *all:* `retry_count` | Attempt Payment | Fulfill on Payment | My Subscription |",
    "## 2. Command–event mapping",
    "| **Create Subscription** | Customer | Subscription | Subscription Created | `status == \"none\"` | `status = \"active\"` |",
    "## 3. Policy definitions",
    "- **Retry Failed Payment**\n  - Trigger: Payment Failed, where `retry_count < 2`\n  - Action: all of these\n    - Schedule Retry\n    \
     - Attempt Payment, after 24h\n",
    "- **Pause After Retries Exhausted**\n  - Trigger: Payment Failed, where `retry_count >= 2`\n  - Action: Pause Subscription\n",
    "## 4. Chain diagram\n\n```mermaid\n",
    "● Scheduler\n└─ ■ Trigger Billing Cycle → ◆ Billing\n   └─ ▲ Monthly Billing Cycle Triggered\n      └─ ★ Charge on Cycle\n",
    "## 5. Bounded context map",
    "| Billing | Subscription | Payment Failed | Pause After Retries Exhausted (policy) |",
    "## 6. Hot spots",
    "- [ ] What if the payment gateway is unreachable? — about the command *Attempt Payment*",
    "| 5 | Policies | 16:40 | 20:00 | ▲ 1 event, ★ 4 policies, ! 1 hot spot | 0.4 |",
    "| open | Gift boxes | – |",
    "<!-- written by Squall from box.json -->",
];

/// The events of a run in which every payment fails, by the hour.
pub const FAILED: [(i64, &str); 11] = [
    (0, "Subscription Created"),
    (0, "Monthly Billing Cycle Triggered"),
    (0, "Payment Attempted"),
    (0, "Payment Failed"),
    (0, "Payment Retry Scheduled"),
    (24, "Payment Retry Attempted"),
    (24, "Payment Failed"),
    (24, "Payment Retry Scheduled"),
    (48, "Payment Retry Attempted"),
    (48, "Payment Failed"),
    (48, "Subscription Paused"),
];
