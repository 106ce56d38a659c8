//! What every shell does with the platform: requests in, answers out, objects asked, rows committed.

mod answer;
mod call;
mod clock;
pub(crate) mod form;
mod log;
mod request;
mod transaction;

pub use answer::Answer;
pub use call::{Answered, Call, Reply, answers, object, respond};
pub use clock::{Bell, delete_all, in_time, now, set_alarm, within};
pub use log::{tell, tell_error};
pub use request::{
    LONGEST_URL, REQUEST, address, bearer, is_over, read_json, request_id, variable,
};
pub use transaction::{in_one_transaction, rows};
