"""The table of parameters and of a session's fields, as plain data.

Written by `make generate` from openapi/contract.yaml: don't edit.
"""

from __future__ import annotations

from typing import Any, Final

PARAMETERS: Final[dict[str, dict[str, dict[str, Any]]]] = {
    "realtime": {
        "input_audio_format": {
            "flat": ("input_audio_format",),
            "nested": ("session", "audio", "input", "format"),
            "schema": {
                "anyOf": [
                    {
                        "properties": {
                            "rate": {"type": "integer", "enum": [24000]},
                            "type": {"type": "string", "enum": ["audio/pcm"]},
                        },
                        "type": "object",
                        "required": ["type"],
                        "additionalProperties": False,
                    },
                    {
                        "properties": {"type": {"type": "string", "enum": ["audio/pcmu"]}},
                        "type": "object",
                        "required": ["type"],
                        "additionalProperties": False,
                    },
                    {
                        "properties": {"type": {"type": "string", "enum": ["audio/pcma"]}},
                        "type": "object",
                        "required": ["type"],
                        "additionalProperties": False,
                    },
                    {
                        "default": "pcm16",
                        "type": "string",
                        "title": "AudioFormat",
                        "enum": ["pcm16", "g711_ulaw", "g711_alaw"],
                    },
                ],
                "default": "pcm16",
                "description": "How the user's audio is encoded.",
                "title": "AudioFormat",
            },
            "cuts": [{"at": [], "type": "object"}],
        },
        "input_audio_noise_reduction": {
            "flat": ("input_audio_noise_reduction",),
            "nested": ("session", "audio", "input", "noise_reduction"),
            "schema": {
                "properties": {
                    "type": {
                        "type": "string",
                        "title": "NoiseReduction",
                        "description": "Where the "
                        "microphone is: "
                        "near_field for "
                        "headphones, "
                        "far_field for a "
                        "laptop or a room.",
                        "enum": ["near_field", "far_field"],
                    }
                },
                "additionalProperties": False,
                "type": ["object", "null"],
                "description": "What cleans the user's audio before the model hears it. None turns it off.",
            },
        },
        "input_audio_transcription": {
            "flat": ("input_audio_transcription",),
            "nested": ("session", "audio", "input", "transcription"),
            "schema": {
                "properties": {
                    "delay": {
                        "type": "string",
                        "description": "How long the model may wait for more audio before it writes.",
                        "enum": ["minimal", "low", "medium", "high", "xhigh"],
                    },
                    "keywords": {"items": {"type": "string"}, "type": "array", "description": "Words to expect."},
                    "language": {
                        "type": "string",
                        "description": "The language that is spoken, as ISO-639-1, such as en.",
                    },
                    "languages": {
                        "items": {"type": "string"},
                        "minItems": 1,
                        "type": "array",
                        "description": "The languages that may be spoken.",
                    },
                    "model": {
                        "anyOf": [
                            {"type": "string", "title": "TranscriptionModel"},
                            {
                                "type": "string",
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
                            },
                        ],
                        "description": "The model that transcribes.",
                        "title": "TranscriptionModel",
                    },
                    "prompt": {"type": "string", "description": "Words or names to expect, in the model's own form."},
                },
                "additionalProperties": False,
                "type": ["object", "null"],
                "description": "What transcribes the user's audio. None turns it off.",
            },
            "cuts": [{"at": [], "key": "delay"}, {"at": [], "key": "keywords"}, {"at": [], "key": "languages"}],
        },
        "turn_detection": {
            "flat": ("turn_detection",),
            "nested": ("session", "audio", "input", "turn_detection"),
            "schema": {
                "anyOf": [
                    {
                        "properties": {
                            "create_response": {
                                "default": True,
                                "type": "boolean",
                                "description": "Whether the model answers when a turn ends.",
                            },
                            "idle_timeout_ms": {
                                "maximum": 30000,
                                "minimum": 5000,
                                "type": ["integer", "null"],
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
                            },
                            "interrupt_response": {
                                "default": True,
                                "type": "boolean",
                                "description": "Whether speech interrupts an answer.",
                            },
                            "prefix_padding_ms": {
                                "type": "integer",
                                "minimum": 0,
                                "description": "Milliseconds of audio kept from before speech began.",
                            },
                            "silence_duration_ms": {
                                "type": "integer",
                                "minimum": 0,
                                "description": "Milliseconds of silence that end a turn.",
                            },
                            "threshold": {
                                "type": "number",
                                "minimum": 0,
                                "maximum": 1,
                                "description": "How loud speech must be; more for a noisy room.",
                            },
                            "type": {
                                "default": "server_vad",
                                "type": "string",
                                "description": "The kind of turn detection.",
                                "enum": ["server_vad"],
                            },
                        },
                        "type": "object",
                        "additionalProperties": False,
                        "title": "ServerVad",
                    },
                    {
                        "properties": {
                            "create_response": {
                                "default": True,
                                "type": "boolean",
                                "description": "Whether the model answers when a turn ends.",
                            },
                            "eagerness": {
                                "default": "auto",
                                "type": "string",
                                "title": "Eagerness",
                                "description": "How soon the model takes the turn; auto means medium.",
                                "enum": ["low", "medium", "high", "auto"],
                            },
                            "interrupt_response": {
                                "default": True,
                                "type": "boolean",
                                "description": "Whether speech interrupts an answer.",
                            },
                            "type": {
                                "type": "string",
                                "description": "The kind of turn detection.",
                                "enum": ["semantic_vad"],
                            },
                        },
                        "required": ["type"],
                        "type": "object",
                        "additionalProperties": False,
                        "title": "SemanticVad",
                    },
                    {"type": "null"},
                ],
                "description": "What tells that the user has finished. None leaves that "
                "to the caller, who then asks for each answer.",
            },
            "cuts": [{"at": [], "key": "idle_timeout_ms", "of": ["type", "server_vad"]}],
        },
        "output_audio_format": {
            "flat": ("output_audio_format",),
            "nested": ("session", "audio", "output", "format"),
            "schema": {
                "anyOf": [
                    {
                        "properties": {
                            "rate": {"type": "integer", "enum": [24000]},
                            "type": {"type": "string", "enum": ["audio/pcm"]},
                        },
                        "type": "object",
                        "required": ["type"],
                        "additionalProperties": False,
                    },
                    {
                        "properties": {"type": {"type": "string", "enum": ["audio/pcmu"]}},
                        "type": "object",
                        "required": ["type"],
                        "additionalProperties": False,
                    },
                    {
                        "properties": {"type": {"type": "string", "enum": ["audio/pcma"]}},
                        "type": "object",
                        "required": ["type"],
                        "additionalProperties": False,
                    },
                    {
                        "default": "pcm16",
                        "type": "string",
                        "title": "AudioFormat",
                        "enum": ["pcm16", "g711_ulaw", "g711_alaw"],
                    },
                ],
                "default": "pcm16",
                "description": "How the model's audio is encoded.",
                "title": "AudioFormat",
            },
            "cuts": [{"at": [], "type": "object"}],
        },
        "speed": {
            "flat": ("speed",),
            "nested": ("session", "audio", "output", "speed"),
            "schema": {
                "default": 1,
                "maximum": 1.5,
                "minimum": 0.25,
                "type": "number",
                "description": "How fast the model speaks; 1 is its own pace.",
            },
        },
        "voice": {
            "flat": ("voice",),
            "nested": ("session", "audio", "output", "voice"),
            "schema": {
                "anyOf": [
                    {"type": "string"},
                    {
                        "type": "string",
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
                    },
                    {
                        "additionalProperties": False,
                        "properties": {"id": {"type": "string"}},
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
        "include": {
            "flat": ("include",),
            "nested": ("session", "include"),
            "schema": {
                "items": {"type": "string", "enum": ["item.input_audio_transcription.logprobs"]},
                "type": "array",
                "description": "More to be sent with the session's events.",
            },
        },
        "instructions": {
            "flat": ("instructions",),
            "nested": ("session", "instructions"),
            "schema": {
                "type": "string",
                "description": "What the model is told before the conversation; the "
                "provider's own words where left out.",
            },
        },
        "max_response_output_tokens": {
            "flat": ("max_response_output_tokens",),
            "nested": ("session", "max_output_tokens"),
            "schema": {
                "anyOf": [{"type": "integer", "minimum": 1, "maximum": 4096}, {"type": "string", "enum": ["inf"]}],
                "description": "Tokens in one answer, tool calls included.",
            },
        },
        "model": {
            "flat": ("model",),
            "nested": ("session", "model"),
            "schema": {
                "anyOf": [
                    {"type": "string", "title": "Model"},
                    {
                        "type": "string",
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
                    },
                ],
                "description": "The model; on Azure the deployment's name.",
                "title": "Model",
            },
        },
        "modalities": {
            "flat": ("modalities",),
            "nested": ("session", "output_modalities"),
            "schema": {
                "default": ["audio"],
                "items": {"type": "string", "title": "Modality", "enum": ["text", "audio"]},
                "type": "array",
                "minItems": 1,
                "uniqueItems": True,
                "description": "What the model answers with. Audio comes with its "
                'transcript: ["audio", "text"] and ["audio"] mean the same.',
            },
        },
        "parallel_tool_calls": {
            "flat": None,
            "nested": ("session", "parallel_tool_calls"),
            "schema": {
                "type": "boolean",
                "description": "Whether several tools may be called at once. Newer models only.",
            },
        },
        "prompt": {
            "flat": ("prompt",),
            "nested": ("session", "prompt"),
            "schema": {
                "properties": {
                    "id": {"type": "string", "description": "The prompt's id."},
                    "variables": {
                        "additionalProperties": {
                            "anyOf": [
                                {"type": "string"},
                                {
                                    "properties": {
                                        "prompt_cache_breakpoint": {
                                            "properties": {
                                                "mode": {"default": "explicit", "type": "string", "enum": ["explicit"]}
                                            },
                                            "required": ["mode"],
                                            "type": "object",
                                            "additionalProperties": False,
                                        },
                                        "text": {"type": "string"},
                                        "type": {"default": "input_text", "type": "string", "enum": ["input_text"]},
                                    },
                                    "required": ["type", "text"],
                                    "type": "object",
                                    "additionalProperties": False,
                                },
                                {
                                    "properties": {
                                        "detail": {"type": "string", "enum": ["low", "high", "auto", "original"]},
                                        "file_id": {"type": ["string", "null"]},
                                        "image_url": {"type": ["string", "null"]},
                                        "prompt_cache_breakpoint": {
                                            "properties": {
                                                "mode": {"default": "explicit", "type": "string", "enum": ["explicit"]}
                                            },
                                            "required": ["mode"],
                                            "type": "object",
                                            "additionalProperties": False,
                                        },
                                        "type": {"default": "input_image", "type": "string", "enum": ["input_image"]},
                                    },
                                    "required": ["type", "detail"],
                                    "type": "object",
                                    "additionalProperties": False,
                                },
                                {
                                    "properties": {
                                        "detail": {"type": "string", "enum": ["auto", "low", "high"]},
                                        "file_data": {"type": "string"},
                                        "file_id": {"type": ["string", "null"]},
                                        "file_url": {"type": "string"},
                                        "filename": {"type": "string"},
                                        "prompt_cache_breakpoint": {
                                            "properties": {
                                                "mode": {"default": "explicit", "type": "string", "enum": ["explicit"]}
                                            },
                                            "required": ["mode"],
                                            "type": "object",
                                            "additionalProperties": False,
                                        },
                                        "type": {"default": "input_file", "type": "string", "enum": ["input_file"]},
                                    },
                                    "required": ["type"],
                                    "type": "object",
                                    "additionalProperties": False,
                                },
                            ]
                        },
                        "type": ["object", "null"],
                        "description": "What stands in for its variables, by name.",
                    },
                    "version": {"type": ["string", "null"], "description": "Its version; the newest where left out."},
                },
                "required": ["id"],
                "additionalProperties": False,
                "type": ["object", "null"],
                "description": "A stored prompt. None for none.",
            },
        },
        "reasoning": {
            "flat": None,
            "nested": ("session", "reasoning"),
            "schema": {
                "properties": {
                    "effort": {
                        "default": "low",
                        "type": "string",
                        "description": "How much it thinks.",
                        "enum": ["minimal", "low", "medium", "high", "xhigh"],
                    }
                },
                "type": "object",
                "additionalProperties": False,
                "description": "How much the model thinks before it answers. Newer models only.",
            },
        },
        "tool_choice": {
            "flat": ("tool_choice",),
            "nested": ("session", "tool_choice"),
            "schema": {
                "anyOf": [
                    {"type": "string", "enum": ["none", "auto", "required"]},
                    {
                        "properties": {"name": {"type": "string"}, "type": {"type": "string", "enum": ["function"]}},
                        "required": ["type", "name"],
                        "type": "object",
                        "additionalProperties": False,
                    },
                    {
                        "properties": {
                            "name": {"type": ["string", "null"]},
                            "server_label": {"type": "string"},
                            "type": {"type": "string", "enum": ["mcp"]},
                        },
                        "required": ["type", "server_label"],
                        "type": "object",
                        "additionalProperties": False,
                    },
                ],
                "default": "auto",
                "description": "Whether the model calls a tool: a mode, or an object that names the tool.",
            },
            "cuts": [{"at": [], "tag": ["type", "mcp"]}],
        },
        "tools": {
            "flat": ("tools",),
            "nested": ("session", "tools"),
            "schema": {
                "items": {
                    "anyOf": [
                        {
                            "properties": {
                                "description": {
                                    "type": "string",
                                    "description": "What it does and when to call it, for the model.",
                                },
                                "name": {"type": "string", "description": "The function's name."},
                                "parameters": {"type": "object", "description": "A JSON Schema of its arguments."},
                                "type": {"type": "string", "enum": ["function"]},
                            },
                            "type": "object",
                            "required": ["name"],
                            "additionalProperties": False,
                        },
                        {
                            "properties": {
                                "allowed_callers": {
                                    "items": {"type": "string", "enum": ["direct", "programmatic"]},
                                    "minItems": 1,
                                    "type": ["array", "null"],
                                    "description": "Who may call them.",
                                },
                                "allowed_tools": {
                                    "description": "Which of its tools may be called; all where left out.",
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
                                },
                                "authorization": {
                                    "type": "string",
                                    "description": "An OAuth token that the server is sent. A secret.",
                                },
                                "connector_id": {
                                    "type": "string",
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
                                },
                                "defer_loading": {
                                    "type": "boolean",
                                    "description": "Whether its tools are loaded only when they are looked for.",
                                },
                                "headers": {
                                    "additionalProperties": {"type": "string"},
                                    "type": ["object", "null"],
                                    "description": "Headers that the server is sent. They may carry secrets.",
                                },
                                "require_approval": {
                                    "description": "Which calls have to be approved first.",
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
                                        {"type": "string", "enum": ["always", "never"]},
                                        {"type": "null"},
                                    ],
                                },
                                "server_description": {
                                    "type": "string",
                                    "description": "What the server is for, for the model.",
                                },
                                "server_label": {
                                    "type": "string",
                                    "description": "A name for the server, used in calls.",
                                },
                                "server_url": {
                                    "type": "string",
                                    "description": "The server's URL. Either this or a connector or tunnel.",
                                },
                                "tunnel_id": {
                                    "pattern": "^tunnel_[a-z0-9]{32}$",
                                    "type": "string",
                                    "description": "A tunnel to a server in a private network.",
                                },
                                "type": {"type": "string", "enum": ["mcp"]},
                            },
                            "required": ["type", "server_label"],
                            "type": "object",
                            "additionalProperties": False,
                        },
                    ]
                },
                "type": "array",
                "description": "What the model may call: functions of yours, and on the nested endpoint MCP servers.",
            },
            "cuts": [{"at": ["*"], "tag": ["type", "mcp"]}],
        },
        "tracing": {
            "flat": ("tracing",),
            "nested": ("session", "tracing"),
            "schema": {
                "anyOf": [
                    {"default": "auto", "type": "string", "enum": ["auto"]},
                    {
                        "properties": {
                            "group_id": {"type": "string", "description": "What groups traces."},
                            "metadata": {"type": "object", "description": "Anything else to be kept with the trace."},
                            "workflow_name": {"type": "string", "description": "The name of the workflow."},
                        },
                        "type": "object",
                        "additionalProperties": False,
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
                    {"type": "string", "enum": ["auto", "disabled"]},
                    {
                        "properties": {
                            "retention_ratio": {
                                "maximum": 1,
                                "minimum": 0,
                                "type": "number",
                                "description": "The share of the conversation that is kept when it is cut.",
                            },
                            "token_limits": {
                                "properties": {
                                    "post_instructions": {
                                        "minimum": 0,
                                        "type": "integer",
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
                                    }
                                },
                                "type": "object",
                                "additionalProperties": False,
                                "description": "Limits of its parts.",
                            },
                            "type": {"type": "string", "enum": ["retention_ratio"]},
                        },
                        "required": ["type", "retention_ratio"],
                        "type": "object",
                        "additionalProperties": False,
                    },
                ],
                "description": "What happens to a conversation that grows too long.",
            },
        },
        "expires_after": {
            "flat": ("client_secret", "expires_after", "seconds"),
            "nested": ("expires_after", "seconds"),
            "schema": {
                "default": 600,
                "maximum": 7200,
                "minimum": 10,
                "type": "integer",
                "description": "Seconds until the key can no longer open a session. A "
                "session that was opened in time goes on after it.",
            },
            "beside": {
                ("nested", "expires_after", "anchor"): "created_at",
                ("flat", "client_secret", "expires_after", "anchor"): "created_at",
            },
        },
        "temperature": {
            "flat": ("temperature",),
            "nested": None,
            "schema": {
                "default": 0.8,
                "type": "number",
                "minimum": 0.6,
                "maximum": 1.2,
                "description": "How freely the model chooses its words. Flat endpoint only.",
            },
        },
    },
    "transcription": {
        "input_audio_format": {
            "flat": None,
            "nested": ("session", "audio", "input", "format"),
            "schema": {
                "anyOf": [
                    {
                        "properties": {
                            "rate": {"type": "integer", "enum": [24000]},
                            "type": {"type": "string", "enum": ["audio/pcm"]},
                        },
                        "type": "object",
                        "required": ["type"],
                        "additionalProperties": False,
                    },
                    {
                        "properties": {"type": {"type": "string", "enum": ["audio/pcmu"]}},
                        "type": "object",
                        "required": ["type"],
                        "additionalProperties": False,
                    },
                    {
                        "properties": {"type": {"type": "string", "enum": ["audio/pcma"]}},
                        "type": "object",
                        "required": ["type"],
                        "additionalProperties": False,
                    },
                    {
                        "default": "pcm16",
                        "type": "string",
                        "title": "AudioFormat",
                        "enum": ["pcm16", "g711_ulaw", "g711_alaw"],
                    },
                ],
                "default": "pcm16",
                "description": "How the user's audio is encoded.",
                "title": "AudioFormat",
            },
        },
        "input_audio_noise_reduction": {
            "flat": None,
            "nested": ("session", "audio", "input", "noise_reduction"),
            "schema": {
                "properties": {
                    "type": {
                        "type": "string",
                        "title": "NoiseReduction",
                        "description": "Where the "
                        "microphone is: "
                        "near_field for "
                        "headphones, "
                        "far_field for "
                        "a laptop or a "
                        "room.",
                        "enum": ["near_field", "far_field"],
                    }
                },
                "additionalProperties": False,
                "type": ["object", "null"],
                "description": "What cleans the user's audio before the model hears it. None turns it off.",
            },
        },
        "input_audio_transcription": {
            "flat": None,
            "nested": ("session", "audio", "input", "transcription"),
            "schema": {
                "properties": {
                    "delay": {
                        "type": "string",
                        "description": "How long the model may wait for more audio before it writes.",
                        "enum": ["minimal", "low", "medium", "high", "xhigh"],
                    },
                    "keywords": {"items": {"type": "string"}, "type": "array", "description": "Words to expect."},
                    "language": {
                        "type": "string",
                        "description": "The language that is spoken, as ISO-639-1, such as en.",
                    },
                    "languages": {
                        "items": {"type": "string"},
                        "minItems": 1,
                        "type": "array",
                        "description": "The languages that may be spoken.",
                    },
                    "model": {
                        "anyOf": [
                            {"type": "string", "title": "TranscriptionModel"},
                            {
                                "type": "string",
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
                            },
                        ],
                        "description": "The model that transcribes.",
                        "title": "TranscriptionModel",
                    },
                    "prompt": {"type": "string", "description": "Words or names to expect, in the model's own form."},
                },
                "additionalProperties": False,
                "type": ["object", "null"],
                "description": "What transcribes the user's audio. None turns it off.",
            },
        },
        "turn_detection": {
            "flat": None,
            "nested": ("session", "audio", "input", "turn_detection"),
            "schema": {
                "anyOf": [
                    {
                        "properties": {
                            "create_response": {
                                "default": True,
                                "type": "boolean",
                                "description": "Whether the model answers when a turn ends.",
                            },
                            "idle_timeout_ms": {
                                "maximum": 30000,
                                "minimum": 5000,
                                "type": ["integer", "null"],
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
                            },
                            "interrupt_response": {
                                "default": True,
                                "type": "boolean",
                                "description": "Whether speech interrupts an answer.",
                            },
                            "prefix_padding_ms": {
                                "type": "integer",
                                "minimum": 0,
                                "description": "Milliseconds of audio kept from before speech began.",
                            },
                            "silence_duration_ms": {
                                "type": "integer",
                                "minimum": 0,
                                "description": "Milliseconds of silence that end a turn.",
                            },
                            "threshold": {
                                "type": "number",
                                "minimum": 0,
                                "maximum": 1,
                                "description": "How loud speech must be; more for a noisy room.",
                            },
                            "type": {
                                "default": "server_vad",
                                "type": "string",
                                "description": "The kind of turn detection.",
                                "enum": ["server_vad"],
                            },
                        },
                        "type": "object",
                        "additionalProperties": False,
                        "title": "ServerVad",
                    },
                    {
                        "properties": {
                            "create_response": {
                                "default": True,
                                "type": "boolean",
                                "description": "Whether the model answers when a turn ends.",
                            },
                            "eagerness": {
                                "default": "auto",
                                "type": "string",
                                "title": "Eagerness",
                                "description": "How soon the model takes the turn; auto means medium.",
                                "enum": ["low", "medium", "high", "auto"],
                            },
                            "interrupt_response": {
                                "default": True,
                                "type": "boolean",
                                "description": "Whether speech interrupts an answer.",
                            },
                            "type": {
                                "type": "string",
                                "description": "The kind of turn detection.",
                                "enum": ["semantic_vad"],
                            },
                        },
                        "required": ["type"],
                        "type": "object",
                        "additionalProperties": False,
                        "title": "SemanticVad",
                    },
                    {"type": "null"},
                ],
                "description": "What tells that the user has finished. None leaves "
                "that to the caller, who then asks for each "
                "answer.",
            },
        },
        "include": {
            "flat": None,
            "nested": ("session", "include"),
            "schema": {
                "items": {"type": "string", "enum": ["item.input_audio_transcription.logprobs"]},
                "type": "array",
                "description": "More to be sent with the session's events.",
            },
        },
        "expires_after": {
            "flat": None,
            "nested": ("expires_after", "seconds"),
            "schema": {
                "default": 600,
                "maximum": 7200,
                "minimum": 10,
                "type": "integer",
                "description": "Seconds until the key can no longer open a session. "
                "A session that was opened in time goes on after it.",
            },
            "beside": {("nested", "expires_after", "anchor"): "created_at"},
        },
    },
}

FIELDS: Final[dict[str, dict[str, Any]]] = {
    "input_audio_format": {"place": ("audio", "input", "format"), "kinds": ("object", "string"), "enum": "AudioFormat"},
    "input_audio_noise_reduction": {"place": ("audio", "input", "noise_reduction"), "kinds": ("object",), "enum": None},
    "input_audio_transcription": {"place": ("audio", "input", "transcription"), "kinds": ("object",), "enum": None},
    "turn_detection": {"place": ("audio", "input", "turn_detection"), "kinds": ("object",), "enum": None},
    "output_audio_format": {
        "place": ("audio", "output", "format"),
        "kinds": ("object", "string"),
        "enum": "AudioFormat",
    },
    "speed": {"place": ("audio", "output", "speed"), "kinds": ("number",), "enum": None},
    "voice": {"place": ("audio", "output", "voice"), "kinds": ("object", "string"), "enum": "Voice"},
    "include": {"place": ("include",), "kinds": ("array",), "enum": None},
    "instructions": {"place": ("instructions",), "kinds": ("string",), "enum": None},
    "max_response_output_tokens": {"place": ("max_output_tokens",), "kinds": ("integer", "string"), "enum": None},
    "model": {"place": ("model",), "kinds": ("string",), "enum": "Model"},
    "modalities": {"place": ("output_modalities",), "kinds": ("array",), "enum": "Modality"},
    "parallel_tool_calls": {"place": ("parallel_tool_calls",), "kinds": ("boolean",), "enum": None},
    "prompt": {"place": ("prompt",), "kinds": ("object",), "enum": None},
    "reasoning": {"place": ("reasoning",), "kinds": ("object",), "enum": None},
    "tool_choice": {"place": ("tool_choice",), "kinds": ("object", "string"), "enum": None},
    "tools": {"place": ("tools",), "kinds": ("array",), "enum": None},
    "tracing": {"place": ("tracing",), "kinds": ("object", "string"), "enum": None},
    "truncation": {"place": ("truncation",), "kinds": ("object", "string"), "enum": None},
    "temperature": {"place": ("temperature",), "kinds": ("number",), "enum": None},
    "id": {"place": ("id",), "kinds": ("string",), "enum": None},
    "object": {"place": ("object",), "kinds": ("string",), "enum": None},
}
