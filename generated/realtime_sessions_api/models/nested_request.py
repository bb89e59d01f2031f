from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.expires_after import ExpiresAfter
    from ..models.nested_session import NestedSession
    from ..models.nested_transcription_session import NestedTranscriptionSession


T = TypeVar("T", bound="NestedRequest")


@_attrs_define
class NestedRequest:
    """
    Attributes:
        expires_after (ExpiresAfter | Unset):
        session (NestedSession | NestedTranscriptionSession | Unset):
    """

    expires_after: ExpiresAfter | Unset = UNSET
    session: NestedSession | NestedTranscriptionSession | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.nested_session import NestedSession

        expires_after: dict[str, Any] | Unset = UNSET
        if not isinstance(self.expires_after, Unset):
            expires_after = self.expires_after.to_dict()

        session: dict[str, Any] | Unset
        if isinstance(self.session, Unset):
            session = UNSET
        elif isinstance(self.session, NestedSession):
            session = self.session.to_dict()
        else:
            session = self.session.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if expires_after is not UNSET:
            field_dict["expires_after"] = expires_after
        if session is not UNSET:
            field_dict["session"] = session

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.expires_after import ExpiresAfter
        from ..models.nested_session import NestedSession
        from ..models.nested_transcription_session import NestedTranscriptionSession

        d = dict(src_dict)
        _expires_after = d.pop("expires_after", UNSET)
        expires_after: ExpiresAfter | Unset
        if isinstance(_expires_after, Unset):
            expires_after = UNSET
        else:
            expires_after = ExpiresAfter.from_dict(_expires_after)

        def _parse_session(
            data: object,
        ) -> NestedSession | NestedTranscriptionSession | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                session_type_0 = NestedSession.from_dict(data)

                return session_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            session_type_1 = NestedTranscriptionSession.from_dict(data)

            return session_type_1

        session = _parse_session(d.pop("session", UNSET))

        nested_request = cls(
            expires_after=expires_after,
            session=session,
        )

        return nested_request
