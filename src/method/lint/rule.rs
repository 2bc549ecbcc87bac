//! The rules: what each is called on the command line and on the board, and why the method has it.

macro_rules! rules {
    ($($rule:ident $name:literal $reason:literal;)*) => {
        /// A rule of the method. Findings of one note come in this order.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Rule {
            $(#[doc = $reason] $rule),*
        }

        impl Rule {
            /// Every rule, those of the board as a whole first, then by the kind of note they judge.
            pub const ALL: &[Rule] = &[$(Rule::$rule),*];

            /// The name, such as `event-not-past`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Rule::$rule => $name),*
                }
            }

            /// Why the method has it, in one sentence.
            pub fn reason(self) -> &'static str {
                match self {
                    $(Rule::$rule => $reason),*
                }
            }
        }
    };
}

rules! {
    NoPolicy "no-policy"
        "Without policies the board misses what happens automatically, where most of the complexity across a business lies.";
    DesignBeforeStorm "design-before-storm"
        "Details of a design that come before the whole storm hide the events and policies that would reshape it.";
    EventNotPast "event-not-past"
        "An event is a fact about the past; in any other tense it is confused with a command.";
    EventWithoutCommand "event-without-command"
        "Every event has a cause; while no command records it, nobody knows what triggers it.";
    EventUnseen "event-unseen"
        "An event that no policy reacts to and no read model shows either matters to nobody or has consequences still unsaid.";
    CommandNotImperative "command-not-imperative"
        "A command is an intent; only in the imperative is it told from the event that follows.";
    CommandWithoutEvent "command-without-event"
        "A command and its event are one cause and effect; a command that records nothing changes nothing.";
    CommandNeverFails "command-never-fails"
        "Looking at one path only hides real complexity: for every command, ask what happens if it succeeds and if it fails.";
    CommandUnissued "command-unissued"
        "A command is always issued by an actor or a policy; one that nobody issues never happens.";
    AggregateNotNoun "aggregate-not-noun"
        "An aggregate is the thing that decides, and a thing is named by a noun.";
    AggregateTooLarge "aggregate-too-large"
        "In an aggregate with more than 8 events everything is coupled and no boundary is clear.";
    AggregateWithoutCommands "aggregate-without-commands"
        "An aggregate is there to receive commands and to decide; one without commands decides nothing.";
    PolicyWithoutWhen "policy-without-when"
        "A policy says \"when this, then that\"; without an event to react to it never starts.";
    PolicyWithoutThen "policy-without-then"
        "A policy says \"when this, then that\"; without a command to issue nothing follows.";
    DelayInName "delay-in-name"
        "A policy waits as long as its commands are told to; what only its name says about time happens at once.";
    PolicyCrossesContexts "policy-crosses-contexts"
        "Contexts talk to each other by events; a command sent across a boundary makes one depend on the inside of the other.";
    ReadModelWithoutEvents "read-model-without-events"
        "A read model is built from events; without one it has nothing to show.";
    ActorWithoutCommands "actor-without-commands"
        "An actor is on the wall because of the commands they issue.";
    SystemWithoutCommands "system-without-commands"
        "An external system takes part in the story through the commands that call it.";
    CrudName "crud-name"
        "A name taken from a database, such as \"Order Updated\", says nothing useful about the business.";
    NamesAlike "names-alike"
        "Two names that differ only slightly are read as one, or are one thing written twice.";
    UnreadableExpression "unreadable-expression"
        "A condition, a delay or a value that cannot be read decides nothing: in a run somebody has to, or it is left out.";
}

impl Rule {
    /// The rule with that name.
    pub fn from_name(name: &str) -> Option<Rule> {
        Rule::ALL.iter().copied().find(|rule| rule.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kebab_case_and_reasons_one_sentence() {
        for rule in Rule::ALL {
            assert_eq!(Rule::from_name(rule.name()), Some(*rule));
            assert!(rule.name().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", rule.name());
            let reason = rule.reason();
            assert!(reason.ends_with('.') && !reason.contains(". "), "{reason}");
        }
        assert!(Rule::ALL.is_sorted(), "the order of the findings is that of the rules");
        assert_eq!(Rule::from_name("a-rule-to-come"), None);
    }
}
