//! Ids and the time as the machine gives them.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::app::Source;

/// Ids that sort by time, and the machine's clock.
#[derive(Clone, Copy, Default, Debug)]
pub struct SystemSource;

impl Source for SystemSource {
    fn id(&mut self) -> Uuid {
        Uuid::now_v7()
    }

    fn now(&mut self) -> DateTime<Utc> {
        Utc::now()
    }
}
