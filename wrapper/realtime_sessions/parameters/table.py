"""The table of parameters and of a session's fields, as plain data.

Written by `make generate` from openapi/contract.yaml: don't edit.
"""

from __future__ import annotations

from typing import Any, Final

PARAMETERS: Final[dict[str, dict[str, dict[str, Any]]]] = {
    "realtime": {
        "expires_after": {
            "beside": {
                ("flat", "client_secret", "expires_after", "anchor"): "created_at",
                ("nested", "expires_after", "anchor"): "created_at",
            },
            "flat": ("client_secret", "expires_after", "seconds"),
            "nested": ("expires_after", "seconds"),
            "schema": {
                "default": 600,
                "description": "Seconds until the key can no longer open a session. A "
                "session that was opened in time goes on after it.",
                "maximum": 7200,
                "minimum": 10,
                "type": "integer",
                "x-unit": "seconds",
            },
        },
        "include": {
            "flat": ("include",),
            "nested": ("session", "include"),
            "schema": {
                "description": "More to be sent with the session's events.",
                "items": {"enum": ["item.input_audio_transcription.logprobs"], "type": "string"},
                "type": "array",
            },
        },
        "input_audio_format": {
            "cuts": [{"at": [], "type": "object"}],
            "flat": ("input_audio_format",),
            "nested": ("session", "audio", "input", "format"),
            "schema": {
                "anyOf": [
                    {
                        "additionalProperties": False,
                        "properties": {
                            "rate": {"enum": [24000], "type": "integer"},
                            "type": {"enum": ["audio/pcm"], "type": "string"},
                        },
                        "required": ["type"],
                        "type": "object",
                    },
                    {
                        "additionalProperties": False,
                        "properties": {"type": {"enum": ["audio/pcmu"], "type": "string"}},
                        "required": ["type"],
                        "type": "object",
                    },
                    {
                        "additionalProperties": False,
                        "properties": {"type": {"enum": ["audio/pcma"], "type": "string"}},
                        "required": ["type"],
                        "type": "object",
                    },
                    {
                        "default": "pcm16",
                        "enum": ["pcm16", "g711_ulaw", "g711_alaw"],
                        "title": "AudioFormat",
                        "type": "string",
                    },
                ],
                "default": "pcm16",
                "description": "How the user's audio is encoded.",
                "title": "AudioFormat",
            },
            "words": {
                "g711_alaw": {"type": "audio/pcma"},
                "g711_ulaw": {"type": "audio/pcmu"},
                "pcm16": {"rate": 24000, "type": "audio/pcm"},
            },
        },
        "input_audio_noise_reduction": {
            "flat": ("input_audio_noise_reduction",),
            "nested": ("session", "audio", "input", "noise_reduction"),
            "schema": {
                "additionalProperties": False,
                "description": "What cleans the user's audio before the model hears it. None turns it off.",
                "properties": {
                    "type": {
                        "description": "Where the "
                        "microphone is: "
                        "near_field for "
                        "headphones, "
                        "far_field for a "
                        "laptop or a room.",
                        "enum": ["near_field", "far_field"],
                        "title": "NoiseReduction",
                        "type": "string",
                    }
                },
                "type": ["object", "null"],
            },
        },
        "input_audio_transcription": {
            "cuts": [{"at": [], "key": "delay"}, {"at": [], "key": "keywords"}, {"at": [], "key": "languages"}],
            "flat": ("input_audio_transcription",),
            "nested": ("session", "audio", "input", "transcription"),
            "schema": {
                "additionalProperties": False,
                "description": "What transcribes the user's audio. None turns it off.",
                "properties": {
                    "delay": {
                        "description": "How long the model may wait for more audio before it writes.",
                        "enum": ["minimal", "low", "medium", "high", "xhigh"],
                        "type": "string",
                    },
                    "keywords": {"description": "Words to expect.", "items": {"type": "string"}, "type": "array"},
                    "language": {
                        "description": "The language that is spoken, as ISO-639-1, such as en.",
                        "type": "string",
                    },
                    "languages": {
                        "description": "The languages that may be spoken.",
                        "items": {"type": "string"},
                        "minItems": 1,
                        "type": "array",
                    },
                    "model": {
                        "anyOf": [
                            {"minLength": 1, "title": "TranscriptionModel", "type": "string"},
                            {
                                "enum": [
                                    "whisper-1",
                                    "gpt-transcribe",
                                    "gpt-live-transcribe",
                                    "gpt-4o-mini-transcribe",
                                    "gpt-4o-mini-transcribe-2025-12-15",
                                    "gpt-4o-transcribe",
                                    "gpt-4o-transcribe-diarize",
                                    "gpt-realtime-whisper",
                                    "gpt-4o-transcribe-latest",
                                ],
                                "type": "string",
                            },
                        ],
                        "description": "The model that transcribes.",
                        "title": "TranscriptionModel",
                    },
                    "prompt": {"description": "Words or names to expect, in the model's own form.", "type": "string"},
                },
                "type": ["object", "null"],
            },
        },
        "instructions": {
            "flat": ("instructions",),
            "nested": ("session", "instructions"),
            "schema": {
                "description": "What the model is told before the conversation; the "
                "provider's own words where left out.",
                "type": "string",
            },
        },
        "max_response_output_tokens": {
            "flat": ("max_response_output_tokens",),
            "nested": ("session", "max_output_tokens"),
            "schema": {
                "anyOf": [
                    {"maximum": 4096, "minimum": 1, "type": "integer", "x-unit": "tokens"},
                    {"enum": ["inf"], "type": "string"},
                ],
                "description": "Tokens in one answer, tool calls included.",
            },
        },
        "modalities": {
            "flat": ("modalities",),
            "nested": ("session", "output_modalities"),
            "schema": {
                "default": ["audio"],
                "description": "What the model answers with. Audio comes with its "
                'transcript: ["audio", "text"] and ["audio"] mean the same.',
                "items": {"enum": ["text", "audio"], "title": "Modality", "type": "string"},
                "minItems": 1,
                "type": "array",
                "uniqueItems": True,
            },
        },
        "model": {
            "flat": ("model",),
            "nested": ("session", "model"),
            "schema": {
                "anyOf": [
                    {"minLength": 1, "title": "Model", "type": "string"},
                    {
                        "enum": [
                            "gpt-realtime",
                            "gpt-realtime-1.5",
                            "gpt-realtime-2",
                            "gpt-realtime-2.1",
                            "gpt-realtime-2.1-mini",
                            "gpt-realtime-2025-08-28",
                            "gpt-4o-realtime-preview",
                            "gpt-4o-realtime-preview-2024-10-01",
                            "gpt-4o-realtime-preview-2024-12-17",
                            "gpt-4o-realtime-preview-2025-06-03",
                            "gpt-4o-mini-realtime-preview",
                            "gpt-4o-mini-realtime-preview-2024-12-17",
                            "gpt-realtime-mini",
                            "gpt-realtime-mini-2025-10-06",
                            "gpt-realtime-mini-2025-12-15",
                            "gpt-audio-1.5",
                            "gpt-audio-mini",
                            "gpt-audio-mini-2025-10-06",
                            "gpt-audio-mini-2025-12-15",
                        ],
                        "type": "string",
                    },
                ],
                "description": "The model; on Azure the deployment's name.",
                "title": "Model",
            },
        },
        "output_audio_format": {
            "cuts": [{"at": [], "type": "object"}],
            "flat": ("output_audio_format",),
            "nested": ("session", "audio", "output", "format"),
            "schema": {
                "anyOf": [
                    {
                        "additionalProperties": False,
                        "properties": {
                            "rate": {"enum": [24000], "type": "integer"},
                            "type": {"enum": ["audio/pcm"], "type": "string"},
                        },
                        "required": ["type"],
                        "type": "object",
                    },
                    {
                        "additionalProperties": False,
                        "properties": {"type": {"enum": ["audio/pcmu"], "type": "string"}},
                        "required": ["type"],
                        "type": "object",
                    },
                    {
                        "additionalProperties": False,
                        "properties": {"type": {"enum": ["audio/pcma"], "type": "string"}},
                        "required": ["type"],
                        "type": "object",
                    },
                    {
                        "default": "pcm16",
                        "enum": ["pcm16", "g711_ulaw", "g711_alaw"],
                        "title": "AudioFormat",
                        "type": "string",
                    },
                ],
                "default": "pcm16",
                "description": "How the model's audio is encoded.",
                "title": "AudioFormat",
            },
            "words": {
                "g711_alaw": {"type": "audio/pcma"},
                "g711_ulaw": {"type": "audio/pcmu"},
                "pcm16": {"rate": 24000, "type": "audio/pcm"},
            },
        },
        "parallel_tool_calls": {
            "flat": None,
            "nested": ("session", "parallel_tool_calls"),
            "schema": {
                "description": "Whether several tools may be called at once. Newer models only.",
                "type": "boolean",
            },
        },
        "prompt": {
            "flat": ("prompt",),
            "nested": ("session", "prompt"),
            "schema": {
                "additionalProperties": False,
                "description": "A stored prompt. None for none.",
                "properties": {
                    "id": {"description": "The prompt's id.", "type": "string"},
                    "variables": {
                        "additionalProperties": {
                            "anyOf": [
                                {"type": "string"},
                                {
                                    "additionalProperties": False,
                                    "properties": {
                                        "prompt_cache_breakpoint": {
                                            "additionalProperties": False,
                                            "properties": {
                                                "mode": {"default": "explicit", "enum": ["explicit"], "type": "string"}
                                            },
                                            "required": ["mode"],
                                            "type": "object",
                                        },
                                        "text": {"type": "string"},
                                        "type": {"default": "input_text", "enum": ["input_text"], "type": "string"},
                                    },
                                    "required": ["type", "text"],
                                    "type": "object",
                                },
                                {
                                    "additionalProperties": False,
                                    "properties": {
                                        "detail": {"enum": ["low", "high", "auto", "original"], "type": "string"},
                                        "file_id": {"type": ["string", "null"]},
                                        "image_url": {"type": ["string", "null"]},
                                        "prompt_cache_breakpoint": {
                                            "additionalProperties": False,
                                            "properties": {
                                                "mode": {"default": "explicit", "enum": ["explicit"], "type": "string"}
                                            },
                                            "required": ["mode"],
                                            "type": "object",
                                        },
                                        "type": {"default": "input_image", "enum": ["input_image"], "type": "string"},
                                    },
                                    "required": ["type", "detail"],
                                    "type": "object",
                                },
                                {
                                    "additionalProperties": False,
                                    "properties": {
                                        "detail": {"enum": ["auto", "low", "high"], "type": "string"},
                                        "file_data": {"type": "string"},
                                        "file_id": {"type": ["string", "null"]},
                                        "file_url": {"type": "string"},
                                        "filename": {"type": "string"},
                                        "prompt_cache_breakpoint": {
                                            "additionalProperties": False,
                                            "properties": {
                                                "mode": {"default": "explicit", "enum": ["explicit"], "type": "string"}
                                            },
                                            "required": ["mode"],
                                            "type": "object",
                                        },
                                        "type": {"default": "input_file", "enum": ["input_file"], "type": "string"},
                                    },
                                    "required": ["type"],
                                    "type": "object",
                                },
                            ]
                        },
                        "description": "What stands in for its variables, by name.",
                        "type": ["object", "null"],
                    },
                    "version": {"description": "Its version; the newest where left out.", "type": ["string", "null"]},
                },
                "required": ["id"],
                "type": ["object", "null"],
            },
        },
        "reasoning": {
            "flat": None,
            "nested": ("session", "reasoning"),
            "schema": {
                "additionalProperties": False,
                "description": "How much the model thinks before it answers. Newer models only.",
                "properties": {
                    "effort": {
                        "default": "low",
                        "description": "How much it thinks.",
                        "enum": ["minimal", "low", "medium", "high", "xhigh"],
                        "type": "string",
                    }
                },
                "type": "object",
            },
        },
        "speed": {
            "flat": ("speed",),
            "nested": ("session", "audio", "output", "speed"),
            "schema": {
                "default": 1,
                "description": "How fast the model speaks; 1 is its own pace.",
                "maximum": 1.5,
                "minimum": 0.25,
                "type": "number",
            },
        },
        "temperature": {
            "flat": ("temperature",),
            "nested": None,
            "schema": {
                "default": 0.8,
                "description": "How freely the model chooses its words. Flat endpoint only.",
                "maximum": 1.2,
                "minimum": 0.6,
                "type": "number",
            },
        },
        "tool_choice": {
            "cuts": [{"at": [], "tag": ["type", "mcp"]}],
            "flat": ("tool_choice",),
            "nested": ("session", "tool_choice"),
            "schema": {
                "anyOf": [
                    {"enum": ["none", "auto", "required"], "type": "string"},
                    {
                        "additionalProperties": False,
                        "properties": {"name": {"type": "string"}, "type": {"enum": ["function"], "type": "string"}},
                        "required": ["type", "name"],
                        "type": "object",
                    },
                    {
                        "additionalProperties": False,
                        "properties": {
                            "name": {"type": ["string", "null"]},
                            "server_label": {"type": "string"},
                            "type": {"enum": ["mcp"], "type": "string"},
                        },
                        "required": ["type", "server_label"],
                        "type": "object",
                    },
                ],
                "default": "auto",
                "description": "Whether the model calls a tool: a mode, or an object that names the tool.",
            },
        },
        "tools": {
            "cuts": [{"at": ["*"], "tag": ["type", "mcp"]}],
            "flat": ("tools",),
            "nested": ("session", "tools"),
            "schema": {
                "description": "What the model may call: functions of yours, and on the nested endpoint MCP servers.",
                "items": {
                    "anyOf": [
                        {
                            "additionalProperties": False,
                            "properties": {
                                "description": {
                                    "description": "What it does and when to call it, for the model.",
                                    "type": "string",
                                },
                                "name": {"description": "The function's name.", "type": "string"},
                                "parameters": {"description": "A JSON Schema of its arguments.", "type": "object"},
                                "type": {"enum": ["function"], "type": "string"},
                            },
                            "required": ["name"],
                            "type": "object",
                        },
                        {
                            "additionalProperties": False,
                            "properties": {
                                "allowed_callers": {
                                    "description": "Who may call them.",
                                    "items": {"enum": ["direct", "programmatic"], "type": "string"},
                                    "minItems": 1,
                                    "type": ["array", "null"],
                                },
                                "allowed_tools": {
                                    "anyOf": [
                                        {"items": {"type": "string"}, "type": "array"},
                                        {
                                            "additionalProperties": False,
                                            "properties": {
                                                "read_only": {"type": "boolean"},
                                                "tool_names": {"items": {"type": "string"}, "type": "array"},
                                            },
                                            "type": "object",
                                        },
                                        {"type": "null"},
                                    ],
                                    "description": "Which of its tools may be called; all where left out.",
                                },
                                "authorization": {
                                    "description": "An OAuth token that the server is sent. A secret.",
                                    "type": "string",
                                    "x-secret": True,
                                },
                                "connector_id": {
                                    "description": "One of the provider's own connectors.",
                                    "enum": [
                                        "connector_dropbox",
                                        "connector_gmail",
                                        "connector_googlecalendar",
                                        "connector_googledrive",
                                        "connector_microsoftteams",
                                        "connector_outlookcalendar",
                                        "connector_outlookemail",
                                        "connector_sharepoint",
                                    ],
                                    "type": "string",
                                },
                                "defer_loading": {
                                    "description": "Whether its tools are loaded only when they are looked for.",
                                    "type": "boolean",
                                },
                                "headers": {
                                    "additionalProperties": {"type": "string"},
                                    "description": "Headers that the server is sent. They may carry secrets.",
                                    "type": ["object", "null"],
                                    "x-secret": True,
                                },
                                "require_approval": {
                                    "anyOf": [
                                        {
                                            "additionalProperties": False,
                                            "properties": {
                                                "always": {
                                                    "additionalProperties": False,
                                                    "properties": {
                                                        "read_only": {"type": "boolean"},
                                                        "tool_names": {"items": {"type": "string"}, "type": "array"},
                                                    },
                                                    "type": "object",
                                                },
                                                "never": {
                                                    "additionalProperties": False,
                                                    "properties": {
                                                        "read_only": {"type": "boolean"},
                                                        "tool_names": {"items": {"type": "string"}, "type": "array"},
                                                    },
                                                    "type": "object",
                                                },
                                            },
                                            "type": "object",
                                        },
                                        {"enum": ["always", "never"], "type": "string"},
                                        {"type": "null"},
                                    ],
                                    "description": "Which calls have to be approved first.",
                                },
                                "server_description": {
                                    "description": "What the server is for, for the model.",
                                    "type": "string",
                                },
                                "server_label": {
                                    "description": "A name for the server, used in calls.",
                                    "type": "string",
                                },
                                "server_url": {
                                    "description": "The server's URL. Either this or a connector or tunnel.",
                                    "type": "string",
                                },
                                "tunnel_id": {
                                    "description": "A tunnel to a server in a private network.",
                                    "pattern": "^tunnel_[a-z0-9]{32}$",
                                    "type": "string",
                                },
                                "type": {"enum": ["mcp"], "type": "string"},
                            },
                            "required": ["type", "server_label"],
                            "type": "object",
                        },
                    ]
                },
                "type": "array",
            },
        },
        "tracing": {
            "flat": ("tracing",),
            "nested": ("session", "tracing"),
            "schema": {
                "anyOf": [
                    {"default": "auto", "enum": ["auto"], "type": "string"},
                    {
                        "additionalProperties": False,
                        "properties": {
                            "group_id": {"description": "What groups traces.", "type": "string"},
                            "metadata": {"description": "Anything else to be kept with the trace.", "type": "object"},
                            "workflow_name": {"description": "The name of the workflow.", "type": "string"},
                        },
                        "type": "object",
                    },
                    {"type": "null"},
                ],
                "description": "How the session is traced in the provider's dashboard: auto, or "
                "names of your own. None turns it off.",
            },
        },
        "truncation": {
            "flat": ("truncation",),
            "nested": ("session", "truncation"),
            "schema": {
                "anyOf": [
                    {"enum": ["auto", "disabled"], "type": "string"},
                    {
                        "additionalProperties": False,
                        "properties": {
                            "retention_ratio": {
                                "description": "The share of the conversation that is kept when it is cut.",
                                "maximum": 1,
                                "minimum": 0,
                                "type": "number",
                            },
                            "token_limits": {
                                "additionalProperties": False,
                                "description": "Limits of its parts.",
                                "properties": {
                                    "post_instructions": {
                                        "description": "Tokens "
                                        "after "
                                        "the "
                                        "instructions "
                                        "at "
                                        "which "
                                        "the "
                                        "conversation "
                                        "is "
                                        "cut.",
                                        "minimum": 0,
                                        "type": "integer",
                                    }
                                },
                                "type": "object",
                            },
                            "type": {"enum": ["retention_ratio"], "type": "string"},
                        },
                        "required": ["type", "retention_ratio"],
                        "type": "object",
                    },
                ],
                "description": "What happens to a conversation that grows too long.",
            },
        },
        "turn_detection": {
            "cuts": [{"at": [], "key": "idle_timeout_ms", "of": ["type", "server_vad"]}],
            "flat": ("turn_detection",),
            "nested": ("session", "audio", "input", "turn_detection"),
            "schema": {
                "anyOf": [
                    {
                        "additionalProperties": False,
                        "properties": {
                            "create_response": {
                                "default": True,
                                "description": "Whether the model answers when a turn ends.",
                                "type": "boolean",
                            },
                            "idle_timeout_ms": {
                                "description": "Milliseconds "
                                "of silence "
                                "after "
                                "which the "
                                "model "
                                "speaks by "
                                "itself. "
                                "None for "
                                "never. "
                                "Nested "
                                "endpoint "
                                "only.",
                                "maximum": 30000,
                                "minimum": 5000,
                                "type": ["integer", "null"],
                                "x-unit": "milliseconds",
                            },
                            "interrupt_response": {
                                "default": True,
                                "description": "Whether speech interrupts an answer.",
                                "type": "boolean",
                            },
                            "prefix_padding_ms": {
                                "description": "Milliseconds of audio kept from before speech began.",
                                "minimum": 0,
                                "type": "integer",
                                "x-unit": "milliseconds",
                            },
                            "silence_duration_ms": {
                                "description": "Milliseconds of silence that end a turn.",
                                "minimum": 0,
                                "type": "integer",
                                "x-unit": "milliseconds",
                            },
                            "threshold": {
                                "description": "How loud speech must be; more for a noisy room.",
                                "maximum": 1,
                                "minimum": 0,
                                "type": "number",
                            },
                            "type": {
                                "default": "server_vad",
                                "description": "The kind of turn detection.",
                                "enum": ["server_vad"],
                                "type": "string",
                            },
                        },
                        "title": "ServerVad",
                        "type": "object",
                    },
                    {
                        "additionalProperties": False,
                        "properties": {
                            "create_response": {
                                "default": True,
                                "description": "Whether the model answers when a turn ends.",
                                "type": "boolean",
                            },
                            "eagerness": {
                                "default": "auto",
                                "description": "How soon the model takes the turn; auto means medium.",
                                "enum": ["low", "medium", "high", "auto"],
                                "title": "Eagerness",
                                "type": "string",
                            },
                            "interrupt_response": {
                                "default": True,
                                "description": "Whether speech interrupts an answer.",
                                "type": "boolean",
                            },
                            "type": {
                                "description": "The kind of turn detection.",
                                "enum": ["semantic_vad"],
                                "type": "string",
                            },
                        },
                        "required": ["type"],
                        "title": "SemanticVad",
                        "type": "object",
                    },
                    {"type": "null"},
                ],
                "description": "What tells that the user has finished. None leaves that "
                "to the caller, who then asks for each answer.",
            },
        },
        "voice": {
            "flat": ("voice",),
            "nested": ("session", "audio", "output", "voice"),
            "schema": {
                "anyOf": [
                    {"minLength": 1, "type": "string"},
                    {
                        "enum": [
                            "alloy",
                            "ash",
                            "ballad",
                            "coral",
                            "echo",
                            "sage",
                            "shimmer",
                            "verse",
                            "marin",
                            "cedar",
                        ],
                        "type": "string",
                    },
                    {
                        "additionalProperties": False,
                        "properties": {"id": {"minLength": 1, "type": "string"}},
                        "required": ["id"],
                        "type": "object",
                    },
                ],
                "default": "alloy",
                "description": "A voice's name, or an object with the id of a custom voice. Fixed "
                "once the session has produced audio.",
                "title": "Voice",
            },
        },
    },
    "transcription": {
        "expires_after": {
            "beside": {("nested", "expires_after", "anchor"): "created_at"},
            "flat": None,
            "nested": ("expires_after", "seconds"),
            "schema": {
                "default": 600,
                "description": "Seconds until the key can no longer open a session. "
                "A session that was opened in time goes on after it.",
                "maximum": 7200,
                "minimum": 10,
                "type": "integer",
                "x-unit": "seconds",
            },
        },
        "include": {
            "flat": None,
            "nested": ("session", "include"),
            "schema": {
                "description": "More to be sent with the session's events.",
                "items": {"enum": ["item.input_audio_transcription.logprobs"], "type": "string"},
                "type": "array",
            },
        },
        "input_audio_format": {
            "flat": None,
            "nested": ("session", "audio", "input", "format"),
            "schema": {
                "anyOf": [
                    {
                        "additionalProperties": False,
                        "properties": {
                            "rate": {"enum": [24000], "type": "integer"},
                            "type": {"enum": ["audio/pcm"], "type": "string"},
                        },
                        "required": ["type"],
                        "type": "object",
                    },
                    {
                        "additionalProperties": False,
                        "properties": {"type": {"enum": ["audio/pcmu"], "type": "string"}},
                        "required": ["type"],
                        "type": "object",
                    },
                    {
                        "additionalProperties": False,
                        "properties": {"type": {"enum": ["audio/pcma"], "type": "string"}},
                        "required": ["type"],
                        "type": "object",
                    },
                    {
                        "default": "pcm16",
                        "enum": ["pcm16", "g711_ulaw", "g711_alaw"],
                        "title": "AudioFormat",
                        "type": "string",
                    },
                ],
                "default": "pcm16",
                "description": "How the user's audio is encoded.",
                "title": "AudioFormat",
            },
            "words": {
                "g711_alaw": {"type": "audio/pcma"},
                "g711_ulaw": {"type": "audio/pcmu"},
                "pcm16": {"rate": 24000, "type": "audio/pcm"},
            },
        },
        "input_audio_noise_reduction": {
            "flat": None,
            "nested": ("session", "audio", "input", "noise_reduction"),
            "schema": {
                "additionalProperties": False,
                "description": "What cleans the user's audio before the model hears it. None turns it off.",
                "properties": {
                    "type": {
                        "description": "Where the "
                        "microphone is: "
                        "near_field for "
                        "headphones, "
                        "far_field for "
                        "a laptop or a "
                        "room.",
                        "enum": ["near_field", "far_field"],
                        "title": "NoiseReduction",
                        "type": "string",
                    }
                },
                "type": ["object", "null"],
            },
        },
        "input_audio_transcription": {
            "flat": None,
            "nested": ("session", "audio", "input", "transcription"),
            "schema": {
                "additionalProperties": False,
                "description": "What transcribes the user's audio. None turns it off.",
                "properties": {
                    "delay": {
                        "description": "How long the model may wait for more audio before it writes.",
                        "enum": ["minimal", "low", "medium", "high", "xhigh"],
                        "type": "string",
                    },
                    "keywords": {"description": "Words to expect.", "items": {"type": "string"}, "type": "array"},
                    "language": {
                        "description": "The language that is spoken, as ISO-639-1, such as en.",
                        "type": "string",
                    },
                    "languages": {
                        "description": "The languages that may be spoken.",
                        "items": {"type": "string"},
                        "minItems": 1,
                        "type": "array",
                    },
                    "model": {
                        "anyOf": [
                            {"minLength": 1, "title": "TranscriptionModel", "type": "string"},
                            {
                                "enum": [
                                    "whisper-1",
                                    "gpt-transcribe",
                                    "gpt-live-transcribe",
                                    "gpt-4o-mini-transcribe",
                                    "gpt-4o-mini-transcribe-2025-12-15",
                                    "gpt-4o-transcribe",
                                    "gpt-4o-transcribe-diarize",
                                    "gpt-realtime-whisper",
                                    "gpt-4o-transcribe-latest",
                                ],
                                "type": "string",
                            },
                        ],
                        "description": "The model that transcribes.",
                        "title": "TranscriptionModel",
                    },
                    "prompt": {"description": "Words or names to expect, in the model's own form.", "type": "string"},
                },
                "type": ["object", "null"],
            },
        },
        "turn_detection": {
            "flat": None,
            "nested": ("session", "audio", "input", "turn_detection"),
            "schema": {
                "anyOf": [
                    {
                        "additionalProperties": False,
                        "properties": {
                            "create_response": {
                                "default": True,
                                "description": "Whether the model answers when a turn ends.",
                                "type": "boolean",
                            },
                            "idle_timeout_ms": {
                                "description": "Milliseconds "
                                "of "
                                "silence "
                                "after "
                                "which "
                                "the "
                                "model "
                                "speaks "
                                "by "
                                "itself. "
                                "None "
                                "for "
                                "never. "
                                "Nested "
                                "endpoint "
                                "only.",
                                "maximum": 30000,
                                "minimum": 5000,
                                "type": ["integer", "null"],
                                "x-unit": "milliseconds",
                            },
                            "interrupt_response": {
                                "default": True,
                                "description": "Whether speech interrupts an answer.",
                                "type": "boolean",
                            },
                            "prefix_padding_ms": {
                                "description": "Milliseconds of audio kept from before speech began.",
                                "minimum": 0,
                                "type": "integer",
                                "x-unit": "milliseconds",
                            },
                            "silence_duration_ms": {
                                "description": "Milliseconds of silence that end a turn.",
                                "minimum": 0,
                                "type": "integer",
                                "x-unit": "milliseconds",
                            },
                            "threshold": {
                                "description": "How loud speech must be; more for a noisy room.",
                                "maximum": 1,
                                "minimum": 0,
                                "type": "number",
                            },
                            "type": {
                                "default": "server_vad",
                                "description": "The kind of turn detection.",
                                "enum": ["server_vad"],
                                "type": "string",
                            },
                        },
                        "title": "ServerVad",
                        "type": "object",
                    },
                    {
                        "additionalProperties": False,
                        "properties": {
                            "create_response": {
                                "default": True,
                                "description": "Whether the model answers when a turn ends.",
                                "type": "boolean",
                            },
                            "eagerness": {
                                "default": "auto",
                                "description": "How soon the model takes the turn; auto means medium.",
                                "enum": ["low", "medium", "high", "auto"],
                                "title": "Eagerness",
                                "type": "string",
                            },
                            "interrupt_response": {
                                "default": True,
                                "description": "Whether speech interrupts an answer.",
                                "type": "boolean",
                            },
                            "type": {
                                "description": "The kind of turn detection.",
                                "enum": ["semantic_vad"],
                                "type": "string",
                            },
                        },
                        "required": ["type"],
                        "title": "SemanticVad",
                        "type": "object",
                    },
                    {"type": "null"},
                ],
                "description": "What tells that the user has finished. None leaves "
                "that to the caller, who then asks for each "
                "answer.",
            },
        },
    },
}

# what every request has: by kind, its place in each body; by endpoint, what stands beside the body
ALWAYS: Final[dict[str, dict[tuple[str, ...], Any]]] = {
    "realtime": {("nested", "session", "type"): "realtime"},
    "transcription": {("nested", "session", "type"): "transcription"},
}
BESIDE: Final[dict[str, dict[str, dict[str, str]]]] = {
    "flat": {"header": {}, "query": {}},
    "nested": {"header": {}, "query": {}},
}

FIELDS: Final[dict[str, dict[str, Any]]] = {
    "id": {"enum": None, "kinds": ("string",), "place": ("id",)},
    "include": {"enum": None, "kinds": ("array",), "place": ("include",)},
    "input_audio_format": {"enum": "AudioFormat", "kinds": ("object", "string"), "place": ("audio", "input", "format")},
    "input_audio_noise_reduction": {"enum": None, "kinds": ("object",), "place": ("audio", "input", "noise_reduction")},
    "input_audio_transcription": {"enum": None, "kinds": ("object",), "place": ("audio", "input", "transcription")},
    "instructions": {"enum": None, "kinds": ("string",), "place": ("instructions",)},
    "max_response_output_tokens": {
        "enum": None,
        "kinds": ("integer", "number", "string"),
        "place": ("max_output_tokens",),
    },
    "modalities": {"enum": "Modality", "kinds": ("array",), "place": ("output_modalities",)},
    "model": {"enum": "Model", "kinds": ("string",), "place": ("model",)},
    "object": {"enum": None, "kinds": ("string",), "place": ("object",)},
    "output_audio_format": {
        "enum": "AudioFormat",
        "kinds": ("object", "string"),
        "place": ("audio", "output", "format"),
    },
    "parallel_tool_calls": {"enum": None, "kinds": ("boolean",), "place": ("parallel_tool_calls",)},
    "prompt": {"enum": None, "kinds": ("object",), "place": ("prompt",)},
    "reasoning": {"enum": None, "kinds": ("object",), "place": ("reasoning",)},
    "speed": {"enum": None, "kinds": ("integer", "number"), "place": ("audio", "output", "speed")},
    "temperature": {"enum": None, "kinds": ("integer", "number"), "place": ("temperature",)},
    "tool_choice": {"enum": None, "kinds": ("object", "string"), "place": ("tool_choice",)},
    "tools": {"enum": None, "kinds": ("array",), "place": ("tools",)},
    "tracing": {"enum": None, "kinds": ("object", "string"), "place": ("tracing",)},
    "truncation": {"enum": None, "kinds": ("object", "string"), "place": ("truncation",)},
    "turn_detection": {"enum": None, "kinds": ("object",), "place": ("audio", "input", "turn_detection")},
    "voice": {"enum": "Voice", "kinds": ("object", "string"), "place": ("audio", "output", "voice")},
}
