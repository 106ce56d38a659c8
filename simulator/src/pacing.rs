//! How the host changes the pace of an evening: more time, a question left out, a break, a corrected answer.

use sommelier_arena::protocol::{Break, ClientMessage, Correct, Extend, HostCommand};

use crate::client::Role;
use crate::dice::Dice;
use crate::world::World;

impl World {
    /// The host changes the pace; half the time they know where the room is.
    pub fn paces(&mut self, dice: &mut Dice) {
        let rev = self.oracle.view.rev();
        let expect_rev = dice.chance(500).then_some(rev);
        let word = pace(dice, expect_rev);
        self.one_says(Role::Host, dice, &word);
    }

    /// The host says that an option is right, mostly of the question that was put last.
    pub fn corrects(&mut self, dice: &mut Dice) {
        let tale = &self.oracle.view;
        let asked = tale.moment().question.filter(|_| dice.chance(900));
        let asked = asked.and_then(|n| tale.wines.questions.get(n as usize));
        let question = asked.or_else(|| dice.pick(&tale.wines.questions));
        let option = question.and_then(|it| dice.pick(&it.options));
        let correct = ClientMessage::HostCorrect(Correct {
            question_id: question.map_or("none", |it| it.id.as_str()).to_owned(),
            option_id: option.map_or("none", |it| it.id.as_str()).to_owned(),
            expect_rev: None,
        });
        self.one_says(Role::Host, dice, &correct);
    }
}

/// Any of the words that change the pace.
pub fn pace(dice: &mut Dice, expect_rev: Option<u64>) -> ClientMessage {
    let seconds = |dice: &mut Dice, most| i64::try_from(dice.below(most)).unwrap_or_default();
    match dice.below(10) {
        0..3 => ClientMessage::HostExtend(Extend { seconds: seconds(dice, 125), expect_rev }),
        3..5 => ClientMessage::HostSkip(HostCommand { expect_rev }),
        5..8 => {
            let seconds = dice.chance(800).then(|| seconds(dice, 7_200));
            ClientMessage::HostBreak(Break { seconds, expect_rev })
        }
        _ => ClientMessage::HostResumeBreak(HostCommand { expect_rev }),
    }
}
