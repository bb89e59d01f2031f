"""Contains all the data models used in inputs/outputs"""

from .audio import Audio
from .audio_input import AudioInput
from .audio_output import AudioOutput
from .cache_breakpoint import CacheBreakpoint
from .custom_voice import CustomVoice
from .error_reply import ErrorReply
from .expires_after import ExpiresAfter
from .file_content import FileContent
from .file_content_detail import FileContentDetail
from .flat_audio_format import FlatAudioFormat
from .flat_reply import FlatReply
from .flat_request import FlatRequest
from .flat_request_modality import FlatRequestModality
from .flat_request_tool_choice_mode import FlatRequestToolChoiceMode
from .flat_server_vad import FlatServerVad
from .flat_transcription import FlatTranscription
from .function_parameters import FunctionParameters
from .function_tool import FunctionTool
from .image_content import ImageContent
from .image_content_detail import ImageContentDetail
from .key_life import KeyLife
from .mcp_approval import McpApproval
from .mcp_headers import McpHeaders
from .mcp_tool import MCPTool
from .mcp_tool_connector_id import MCPToolConnectorId
from .mcp_tool_filter import MCPToolFilter
from .mcp_tool_mcp_approval_mode import MCPToolMcpApprovalMode
from .mcp_tool_mcp_caller import MCPToolMcpCaller
from .mcp_tool_type import MCPToolType
from .named_tool_choice import NamedToolChoice
from .nested_reply import NestedReply
from .nested_request import NestedRequest
from .nested_session import NestedSession
from .nested_session_include_item import NestedSessionIncludeItem
from .nested_session_modality import NestedSessionModality
from .nested_session_model_type_1 import NestedSessionModelType1
from .nested_session_type import NestedSessionType
from .nested_transcription_session import NestedTranscriptionSession
from .nested_transcription_session_include_item import (
    NestedTranscriptionSessionIncludeItem,
)
from .nested_transcription_session_type import NestedTranscriptionSessionType
from .noise_reduction import NoiseReduction
from .noise_reduction_noise_reduction_type import NoiseReductionNoiseReductionType
from .pcm_audio import PcmAudio
from .pcma_audio import PcmaAudio
from .pcmu_audio import PcmuAudio
from .prompt_reference import PromptReference
from .prompt_variables import PromptVariables
from .realtime_function_tool import RealtimeFunctionTool
from .realtime_function_tool_parameters import RealtimeFunctionToolParameters
from .realtime_function_tool_type import RealtimeFunctionToolType
from .reasoning import Reasoning
from .reasoning_reasoning_effort import ReasoningReasoningEffort
from .retained_tokens import RetainedTokens
from .retention_ratio import RetentionRatio
from .semantic_vad import SemanticVad
from .semantic_vad_eagerness import SemanticVadEagerness
from .server_vad import ServerVad
from .text_content import TextContent
from .tool_choice_function import ToolChoiceFunction
from .tool_choice_function_type import ToolChoiceFunctionType
from .tool_choice_mcp import ToolChoiceMCP
from .tool_choice_mcp_type import ToolChoiceMCPType
from .tool_choice_options import ToolChoiceOptions
from .tracing_metadata import TracingMetadata
from .tracing_mode import TracingMode
from .tracing_parts import TracingParts
from .transcription import Transcription
from .transcription_audio import TranscriptionAudio
from .transcription_transcription_delay import TranscriptionTranscriptionDelay
from .truncation_mode import TruncationMode
from .unbounded import Unbounded

__all__ = (
    "Audio",
    "AudioInput",
    "AudioOutput",
    "CacheBreakpoint",
    "CustomVoice",
    "ErrorReply",
    "ExpiresAfter",
    "FileContent",
    "FileContentDetail",
    "FlatAudioFormat",
    "FlatReply",
    "FlatRequest",
    "FlatRequestModality",
    "FlatRequestToolChoiceMode",
    "FlatServerVad",
    "FlatTranscription",
    "FunctionParameters",
    "FunctionTool",
    "ImageContent",
    "ImageContentDetail",
    "KeyLife",
    "MCPTool",
    "MCPToolConnectorId",
    "MCPToolFilter",
    "MCPToolMcpApprovalMode",
    "MCPToolMcpCaller",
    "MCPToolType",
    "McpApproval",
    "McpHeaders",
    "NamedToolChoice",
    "NestedReply",
    "NestedRequest",
    "NestedSession",
    "NestedSessionIncludeItem",
    "NestedSessionModality",
    "NestedSessionModelType1",
    "NestedSessionType",
    "NestedTranscriptionSession",
    "NestedTranscriptionSessionIncludeItem",
    "NestedTranscriptionSessionType",
    "NoiseReduction",
    "NoiseReductionNoiseReductionType",
    "PcmAudio",
    "PcmaAudio",
    "PcmuAudio",
    "PromptReference",
    "PromptVariables",
    "RealtimeFunctionTool",
    "RealtimeFunctionToolParameters",
    "RealtimeFunctionToolType",
    "Reasoning",
    "ReasoningReasoningEffort",
    "RetainedTokens",
    "RetentionRatio",
    "SemanticVad",
    "SemanticVadEagerness",
    "ServerVad",
    "TextContent",
    "ToolChoiceFunction",
    "ToolChoiceFunctionType",
    "ToolChoiceMCP",
    "ToolChoiceMCPType",
    "ToolChoiceOptions",
    "TracingMetadata",
    "TracingMode",
    "TracingParts",
    "Transcription",
    "TranscriptionAudio",
    "TranscriptionTranscriptionDelay",
    "TruncationMode",
    "Unbounded",
)
