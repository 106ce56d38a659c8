//! Whom an address is counted as.

use std::net::IpAddr;

/// What limits count an address under: itself, or the /64 that an IPv6 address is in. That is what one
/// home is given: whoever could take a fresh address from it each time would know no limit.
#[must_use]
pub fn counted_as(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_is_counted_as_one_whatever_address_of_it_is_used() {
        assert_eq!(counted_as("2001:db8:1:2:3:4:5:6"), counted_as("2001:db8:1:2:ffff::1"));
        assert_ne!(counted_as("2001:db8:1:2::1"), counted_as("2001:db8:1:3::1"));
        assert_eq!(counted_as("192.0.2.7"), "192.0.2.7");
        assert_eq!(counted_as("::ffff:192.0.2.7"), "192.0.2.7");
        assert_ne!(counted_as("192.0.2.7"), counted_as("192.0.2.8"));
        assert_eq!(counted_as(""), "");
    }
}
