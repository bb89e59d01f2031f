"""Keep the register of open calls: the store's, and beside it this process's own, for while the store is away.

What the store can't be told at once is told to it when it is back: that a call was opened meanwhile, or has ended.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from attrs import define, field

from .messages import Refused
from .store import Call, MemoryStore, Store, StoreDownError


@define
class Register:
    """The calls that are open, in one gateway and in all that share its store."""

    store: Store
    failed: Callable[[Exception], None]
    """Told that the store can't be reached: raises where that is to stop the request."""
    _own: dict[str, Call] = field(init=False, factory=dict)
    """This process's open calls."""
    _missing: set[str] = field(init=False, factory=set)
    """Those of them that the store doesn't list, and that nobody is known to have ended: it may have forgotten them."""
    _owed: dict[str, tuple[str, Call]] = field(init=False, factory=dict)
    """What the store is still to be told of which call: to put it down, or to drop it."""
    _spare: MemoryStore = field(init=False, factory=MemoryStore)
    """Places that were taken while the store was away."""
    _is_telling: bool = field(init=False, default=False)

    async def reserve(self, call: Call, per_user: int, overall: int, seconds: float) -> bool:
        """Take a place; whether the store has it.

        Raises:
            Full: there is none.
            Refused: the store can't be reached, and that is to stop the request.
        """
        try:
            await self.store.reserve(call, per_user, overall, seconds)
        except StoreDownError as error:
            self.failed(error)
            for each in self._own.values():  # they have places too
                await self._spare.put(each)
            await self._spare.reserve(call, per_user, overall, seconds)
            return False
        return True

    async def release(self, call: Call) -> None:
        """Give back the place of a call that wasn't made."""
        await self._spare.drop(call)
        with contextlib.suppress(StoreDownError):
            await self.store.drop(call)

    async def note(self, call: Call, *, in_store: bool) -> None:
        """Note that a call is open. Whatever comes of it, this process knows it.

        Raises:
            StoreDownError: it has its place in the store, which can't be told.
        """
        self._own[call.id] = call
        if in_store:
            await self.store.put(call)
        else:
            await self._spare.put(call)
            self._owed[call.id] = ("put", call)

    async def forget(self, call: Call) -> None:
        """Forget a call that has ended: here at once, in the store as soon as that can be told."""
        self._own.pop(call.id, None)
        self._missing.discard(call.id)
        self._owed[call.id] = ("drop", call)
        await self._spare.drop(call)
        await self.tell()

    async def claim(self, call: Call, seconds: int) -> bool:
        """Whether this process is the one to end a call; of its own it is, where the store can't be asked.

        Raises:
            StoreDownError: it can't be, and the call is another process's.
        """
        try:
            return await self.store.claim(call, seconds)
        except StoreDownError:
            if call.id in self._own:
                return True
            raise

    def is_missing(self, call: Call) -> bool:
        """Whether the store doesn't list one of this process's calls."""
        return call.id in self._missing

    def own(self) -> list[Call]:
        """This process's open calls."""
        return [*self._own.values()]

    async def known(self) -> list[Call]:
        """The open calls; while the store can't be reached, this process's own.

        Raises:
            Refused: it can't be, and that is to stop the request.
        """
        try:
            found = {call.id: call for call in await self.store.calls()}
        except StoreDownError as error:
            self.failed(error)
            found = dict(self._own)
        for name, (step, call) in self._owed.items():
            if step == "put":
                found[name] = call
            else:
                found.pop(name, None)
        return [*found.values()]

    async def watched(self) -> list[Call]:
        """The open calls that the store lists, and this process's own whether it does or not."""
        before, ended = {*self._own}, {name for name, (step, _) in self._owed.items() if step == "drop"}
        found: dict[str, Call] = {}
        try:
            found = {call.id: call for call in await self.store.calls() if call.id not in ended}
            await self._miss([call for name, call in self._own.items() if name in before and name not in found])
            await self.tell()
            if not self._owed:
                self._spare = MemoryStore()
        except StoreDownError as error:
            with contextlib.suppress(Refused):
                self.failed(error)
        return [*{**found, **self._own}.values()]

    async def _miss(self, calls: list[Call]) -> None:
        """Leave what another process has ended; go on watching over the rest."""
        for call in calls:
            if call.id not in self._missing and await self.store.is_claimed(call):
                self._own.pop(call.id, None)
        self._missing = self._own.keys() & {call.id for call in calls}

    async def tell(self) -> None:
        """Tell the store what it is still to be told, as far as it can be reached, unless that is being done."""
        if self._is_telling:
            return
        self._is_telling = True
        try:
            while self._owed:
                name, owed = next(iter(self._owed.items()))
                step, call = owed
                await (self.store.put(call) if step == "put" else self.store.drop(call))
                if self._owed.get(name) is owed:
                    del self._owed[name]
        except StoreDownError:
            pass  # it is told with the next look
        finally:
            self._is_telling = False
