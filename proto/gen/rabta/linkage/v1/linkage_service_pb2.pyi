from rabta.access.v1 import rule_pb2 as _rule_pb2
from rabta.linkage.v1 import feed_pb2 as _feed_pb2
from rabta.linkage.v1 import link_pb2 as _link_pb2
from rabta.linkage.v1 import question_pb2 as _question_pb2
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor
