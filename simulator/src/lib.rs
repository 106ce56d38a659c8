//! Plays random evenings in a simulated world, with every fault of `spec/reliability.md`, and holds the rooms to
//! their promises after everything that happens. All of it comes from one seed, and the code that it plays is the
//! code that ships: [`sommelier_arena::driver::Driver`] on a simulated platform.

pub mod client;
pub mod dice;
pub mod disk;
pub mod moves;
pub mod oracle;
pub mod others;
pub mod plan;
pub mod platform;
pub mod promises;
pub mod run;
pub mod seating;
pub mod sockets;
pub mod story;
pub mod tale;
pub mod world;
pub mod worth;
