//! The log: a JSON object on each line.

use worker::{console_error, console_log};

use crate::Object;

/// Tells whoever reads the log.
pub fn tell(line: Object) {
    console_log!("{}", line.end());
}

/// The same of what went wrong.
pub fn tell_error(line: Object) {
    console_error!("{}", line.end());
}
