"""Name every kind of finding, for policies to set its level."""

from __future__ import annotations

from typing import Final

_BOUNDS: Final = (
    "minimum", "maximum", "min-length", "max-length", "min-items", "max-items", "min-properties", "max-properties",
)  # fmt: skip
_OF_SCHEMAS: Final = """
type-removed type-added enum-value-removed enum-value-added enum-closed enum-opened constraint-added constraint-dropped
property-made-required property-made-optional required-property-added required-property-removed property-added
property-removed object-closed object-opened items-constrained items-freed variant-removed variant-added
variants-tightened variants-loosened exclusion-added exclusion-dropped unique-items-demanded unique-items-dropped
pattern-tightened pattern-loosened multiple-of-tightened multiple-of-loosened contains-tightened contains-loosened
property-names-tightened property-names-loosened pattern-properties-tightened pattern-properties-loosened
dependency-added dependency-dropped condition-tightened condition-loosened number-format-narrowed number-format-widened
"""
_NOTED: Final = """
format-changed default-changed nullable-changed access-changed content-changed deprecation-changed discriminator-changed
sunset-moved
"""
_AROUND: Final = """
operation-added operation-removed operation-deprecated operation-revived not-compared not-comparable
parameter-added parameter-removed parameter-deprecated parameter-revived parameter-made-required
parameter-made-optional parameter-style-changed required-parameter-added required-parameter-removed
request-body-added request-body-removed request-body-made-required request-body-made-optional
request-media-type-added request-media-type-removed encoding-changed
reply-media-type-added reply-media-type-removed reply-media-type-narrowed reply-body-removed
reply-header-added reply-header-removed reply-header-made-required reply-header-made-optional
header-deprecated header-revived header-style-changed
status-added status-removed success-status-added success-status-removed success-status-changed
error-status-added error-status-removed
security-tightened security-loosened security-changed security-narrowed
flow-added flow-removed flow-address-changed scopes-added scopes-removed
servers-replaced server-added server-removed server-order-changed
"""
CAUSES: Final = frozenset({
    *_OF_SCHEMAS.split(), *_NOTED.split(), *_AROUND.split(),
    *(f"{bound}-{change}" for bound in _BOUNDS for change in ("set", "unset", "raised", "lowered")),
})  # fmt: skip
