"""Hold a running sandbox: its state, the faults that are switched on, and where it is reached."""

from dataclasses import dataclass, field

from sandbox.contract.assumptions import Assumptions
from sandbox.demo.seed import Seed
from sandbox.pushing.deliveries import Deliveries, Manner
from sandbox.pushing.feeds import Feeds
from sandbox.stand_in_client.crowds import Crowds
from sandbox.state import clock_offset, events, sessions, webhooks
from sandbox.state.database import Database
from sandbox.state.faults import Faults
from sandbox.state.refusals import Refusals

# So many events in a row that a receiver doesn't take lock its webhook, by the assumption webhook_lock.
_GIVEN_UP_AFTER = 10


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of a running sandbox; ``address`` is scheme, host and port, without a slash at its end."""

    database: Database
    seed: Seed
    address: str
    assumptions: Assumptions = field(default_factory=Assumptions)
    faults: Faults = field(default_factory=Faults)
    refusals: Refusals = field(default_factory=Refusals)
    deliveries: Deliveries = field(default_factory=Deliveries)
    crowds: Crowds = field(default_factory=Crowds)
    feeds: Feeds = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "feeds", Feeds(self.database.connection, self.assumptions))

    def begin(self) -> None:
        """Plant the seed where nothing stands yet; else only let the applications in with today's keys."""
        self.database.on_commit = self._tell
        with self.database.transaction() as db:
            if db.execute("SELECT 1 FROM enterprises").fetchone() is None:
                self.seed.plant(db)
            self.seed.allow(db)

    def reset(self) -> None:
        """Go back to the seed; nothing goes wrong any more."""
        self.faults.remove()
        self.assumptions.reset()
        self.refusals.forget()
        self.deliveries.forget()
        self.feeds.close_all()
        self.crowds.stop()
        with self.database.transaction() as db:
            self.database.delete_everything()
            self.seed.plant(db)

    def let_time_pass(self) -> None:
        """Let begin and end what the clock begins and ends, so that whoever listens hears of it without a call."""
        if not self.feeds.is_anybody_there and not webhooks.is_any_on(self.database.connection):
            return
        given_up = self.deliveries.take_given_up(after=_GIVEN_UP_AFTER)
        with self.database.transaction() as db:
            sessions.advance(db, now=clock_offset.now(db))
            if self.assumptions.value("webhook_lock") == "after_ten":
                for webhook_id in given_up:
                    webhooks.switch(db, webhook_id, status=webhooks.LOCKED)
        self.feeds.drop_those_without_token()

    def _tell(self) -> None:
        self.feeds.publish()
        if found := events.take(self.database.connection):
            assumed = self.assumptions.value
            manner = Manner(
                tries=int(assumed("webhook_tries")),
                copies=int(assumed("webhook_copies")),
                is_reversed=assumed("webhook_order") == "reversed",
                style=assumed("webhook_json"),
            )
            self.deliveries.send(found, manner)
