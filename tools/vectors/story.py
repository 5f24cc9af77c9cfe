"""What the arithmetic of every contract has in common: how it follows a story."""

from arithmetic import local, parse_moment


class Story:
    """Follows a story step by step. A contract says what each kind of entry comes to in
    entry_<kind>, and what a question is answered with in ask_<verb>; what it has no method
    for is not computed."""

    LEDGER = True
    KINDS = ()

    def __init__(self, world, tally):
        self.world, self.tally = world, tally

    def step(self, step):
        self.begin(step)
        for entry in step.get("entries", ()):
            at = parse_moment(entry["at"])
            make = getattr(self, "entry_" + entry["kind"].replace("-", "_"), None)
            if make:
                make(entry, entry["fact"], at, local(at).date())
            self.after(entry, at)
        self.state(step.get("state", {}))
        answer = step.get("answer", {})
        if "entries" in step and "outcome" in answer:
            self.outcome(step["entries"], answer["outcome"])
        ask = getattr(self, "ask_" + step.get("verb", ""), None)
        if ask and ("values" in answer or "outcome" in answer):
            at = parse_moment(step["at"]) if "at" in step else None
            ask(step.get("names", ()), step["args"], at, answer.get("values", answer.get("outcome")))

    def begin(self, step):
        """Prepares a step."""

    def after(self, entry, at):
        """Looks at an entry of any kind, once it was made."""

    def state(self, state):
        """Compares the values that changed."""

    def outcome(self, entries, outcome):
        """Compares the figures that a story names."""
