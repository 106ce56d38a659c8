//! How bytes become frames: each byte is a throw of dice, so that a fuzzer that only knows bytes can say
//! everything that a browser, an old one or a hostile one says.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is said to rooms, one frame a line. `$NAMES` stand for what only the room can know.
pub const FRAMES: &str = include_str!("../corpus/frames.ndjson");

/// Pieces that break frames in interesting places.
const PIECES: &[&str] = &[
    "null",
    "true",
    "-1",
    "0.5",
    "1e999",
    "18446744073709551616",
    "\"\"",
    "[]",
    "{}",
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\\",
    "\\u0000",
    "\\ud83c",
    "\\n",
    "\u{0}",
    "\u{202e}",
    "\u{200b}",
    "e\u{301}",
    "🍷",
    "\"type\":",
    "\"wines\":",
    "\"hostKey\":",
    "\"rejoinToken\":",
    "\"expectRev\":",
    "\"timerSeconds\":",
    "\"host:end\"",
    "  ",
];

/// Dice that are thrown with the bytes of an input, each once; when they are used up they show 0.
pub struct Dice<'b> {
    bytes: std::slice::Iter<'b, u8>,
}

impl<'b> Dice<'b> {
    /// Dice for one input.
    #[must_use]
    pub fn of(bytes: &'b [u8]) -> Self {
        Self { bytes: bytes.iter() }
    }

    /// Whether all bytes have been thrown.
    #[must_use]
    pub fn are_spent(&self) -> bool {
        self.bytes.len() == 0
    }

    /// A throw.
    pub fn byte(&mut self) -> u8 {
        self.bytes.next().copied().unwrap_or_default()
    }

    /// A number below `sides`; 0 if there is none.
    pub fn below(&mut self, sides: usize) -> usize {
        let wide = if sides > 256 { usize::from(self.byte()) << 8 } else { 0 };
        (wide | usize::from(self.byte())).checked_rem(sides).unwrap_or_default()
    }

    /// One of these.
    pub fn pick<'t, T>(&mut self, of: &'t [T]) -> Option<&'t T> {
        of.get(self.below(of.len()))
    }

    /// A frame that is said to rooms, its names filled in; one time in four it is damaged.
    #[must_use]
    pub fn frame(&mut self, names: &BTreeMap<String, String>) -> String {
        let mut frame = self.said(names);
        if self.below(4) == 0 {
            for _ in 0..=self.below(4) {
                frame = self.damaged(&frame, names);
            }
        }
        frame
    }

    fn said(&mut self, names: &BTreeMap<String, String>) -> String {
        static LINES: LazyLock<Vec<&str>> = LazyLock::new(|| FRAMES.lines().collect());
        let mut text = self.pick(&LINES).copied().unwrap_or_default().to_owned();
        for (name, value) in names.iter().filter(|_| text.contains('$')).collect::<Vec<_>>() {
            text = text.replace(name, value);
        }
        text
    }

    /// The frame after an accident.
    #[must_use]
    pub fn damaged(&mut self, frame: &str, names: &BTreeMap<String, String>) -> String {
        let chars: Vec<char> = frame.chars().collect();
        let at = self.below(chars.len() + 1);
        let (before, after) = chars.split_at(at.min(chars.len()));
        let (before, after): (String, String) = (before.iter().collect(), after.iter().collect());
        let rest = |count: usize| after.chars().skip(count).collect::<String>();
        match self.below(7) {
            0 => before,
            1 => before + &rest(1 + self.below(16)),
            2 => before + self.pick(PIECES).copied().unwrap_or_default() + &after,
            3 => before + self.pick(PIECES).copied().unwrap_or_default() + &rest(1),
            4 => before + &char::from(self.byte()).to_string() + &rest(1),
            5 => before + &self.said(names) + &after,
            _ => {
                let longs = [2, 16, 64, 121, 130, 2_000, 17_000, 263_000];
                let many = self.pick(&longs).copied().unwrap_or_default();
                let piece = self.pick(PIECES).copied().unwrap_or_default();
                // Seldom, since a megabyte takes its time.
                let many = if many > 2_000 && self.byte() > 16 { 200 } else { many };
                before + &piece.repeat(many / piece.len().max(1) + 1) + &after
            }
        }
    }
}
