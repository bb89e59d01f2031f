from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.client_secret_expires_after import ClientSecretExpiresAfter
    from ..models.session_realtime import SessionRealtime
    from ..models.session_transcription import SessionTranscription


T = TypeVar("T", bound="NestedRequest")


@_attrs_define
class NestedRequest:
    """
    Attributes:
        expires_after (ClientSecretExpiresAfter | Unset):
        session (SessionRealtime | SessionTranscription | Unset):
    """

    expires_after: ClientSecretExpiresAfter | Unset = UNSET
    session: SessionRealtime | SessionTranscription | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.session_realtime import SessionRealtime

        expires_after: dict[str, Any] | Unset = UNSET
        if not isinstance(self.expires_after, Unset):
            expires_after = self.expires_after.to_dict()

        session: dict[str, Any] | Unset
        if isinstance(self.session, Unset):
            session = UNSET
        elif isinstance(self.session, SessionRealtime):
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
        from ..models.client_secret_expires_after import ClientSecretExpiresAfter
        from ..models.session_realtime import SessionRealtime
        from ..models.session_transcription import SessionTranscription

        d = dict(src_dict)
        _expires_after = d.pop("expires_after", UNSET)
        expires_after: ClientSecretExpiresAfter | Unset
        if isinstance(_expires_after, Unset):
            expires_after = UNSET
        else:
            expires_after = ClientSecretExpiresAfter.from_dict(_expires_after)

        def _parse_session(
            data: object,
        ) -> SessionRealtime | SessionTranscription | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                session_type_0 = SessionRealtime.from_dict(data)

                return session_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            session_type_1 = SessionTranscription.from_dict(data)

            return session_type_1

        session = _parse_session(d.pop("session", UNSET))

        nested_request = cls(
            expires_after=expires_after,
            session=session,
        )

        return nested_request
