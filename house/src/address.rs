//! Whom a limit counts: an address of the internet, or the network that a whole household has.

use std::net::{IpAddr, Ipv6Addr};

/// An IPv6 address is cut to its /64, since whoever has one has all of that; what is no address stays.
#[must_use]
pub fn network(address: &str) -> String {
    match address.parse().map(|address: IpAddr| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => {
            let network = address.to_bits() & (u128::MAX << 64);
            format!("{}/64", Ipv6Addr::from_bits(network))
        }
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_is_one_however_many_addresses_it_has() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(network("2001:DB8:1:2::1"), network("2001:db8:1:2:ffff::"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::1"), "::/64");
    }

    #[test]
    fn ipv4_is_one_address_also_within_ipv6() {
        for address in ["192.0.2.7", "::ffff:192.0.2.7", "::ffff:c000:207"] {
            assert_eq!(network(address), "192.0.2.7");
        }
        assert_ne!(network("192.0.2.7"), network("192.0.2.8"));
        assert_eq!(network(""), "");
    }
}
