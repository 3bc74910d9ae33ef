from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor

class Purpose(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PURPOSE_UNSPECIFIED: _ClassVar[Purpose]
    PURPOSE_INVESTIGATE_CASE: _ClassVar[Purpose]
    PURPOSE_PRELIMINARY_ENQUIRY: _ClassVar[Purpose]
    PURPOSE_ANALYSE_NETWORK: _ClassVar[Purpose]
    PURPOSE_CHECKPOINT: _ClassVar[Purpose]
    PURPOSE_CUSTODY: _ClassVar[Purpose]
    PURPOSE_TRIAL: _ClassVar[Purpose]
    PURPOSE_SUPERVISE_OFFENDER: _ClassVar[Purpose]
    PURPOSE_JUVENILE_JUSTICE: _ClassVar[Purpose]
    PURPOSE_PROTECT_VICTIM: _ClassVar[Purpose]
    PURPOSE_FIND_MISSING_CHILD: _ClassVar[Purpose]
    PURPOSE_FOREIGN_ASSISTANCE: _ClassVar[Purpose]
    PURPOSE_RECORD_UPKEEP: _ClassVar[Purpose]
    PURPOSE_OVERSIGHT: _ClassVar[Purpose]
    PURPOSE_STATISTICS: _ClassVar[Purpose]
    PURPOSE_SUBJECT_ACCESS: _ClassVar[Purpose]

class QueryClass(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    QUERY_CLASS_UNSPECIFIED: _ClassVar[QueryClass]
    QUERY_CLASS_HISTORY: _ClassVar[QueryClass]
    QUERY_CLASS_WANTED: _ClassVar[QueryClass]
    QUERY_CLASS_CHECKPOINT: _ClassVar[QueryClass]
    QUERY_CLASS_IDENTITY: _ClassVar[QueryClass]
    QUERY_CLASS_FAMILY: _ClassVar[QueryClass]
    QUERY_CLASS_NETWORK: _ClassVar[QueryClass]
    QUERY_CLASS_COMMS_MONEY: _ClassVar[QueryClass]
    QUERY_CLASS_PROTECTION: _ClassVar[QueryClass]
    QUERY_CLASS_MISSING_CHILD: _ClassVar[QueryClass]
    QUERY_CLASS_ANTECEDENTS: _ClassVar[QueryClass]
    QUERY_CLASS_RELEASE: _ClassVar[QueryClass]
    QUERY_CLASS_UPKEEP: _ClassVar[QueryClass]
    QUERY_CLASS_AUDIT: _ClassVar[QueryClass]
    QUERY_CLASS_STATS: _ClassVar[QueryClass]
    QUERY_CLASS_SUBJECT: _ClassVar[QueryClass]

class LegalBasis(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LEGAL_BASIS_UNSPECIFIED: _ClassVar[LegalBasis]
    LEGAL_BASIS_CRPC_CASE: _ClassVar[LegalBasis]
    LEGAL_BASIS_TIP_SOM: _ClassVar[LegalBasis]
    LEGAL_BASIS_FIA_ENQUIRY: _ClassVar[LegalBasis]
    LEGAL_BASIS_CRPC_CUSTODY: _ClassVar[LegalBasis]
    LEGAL_BASIS_CRPC_PROCESS: _ClassVar[LegalBasis]
    LEGAL_BASIS_COURT_ORDER: _ClassVar[LegalBasis]
    LEGAL_BASIS_TRIAL_ANTECEDENTS: _ClassVar[LegalBasis]
    LEGAL_BASIS_PRISON_PROBATION: _ClassVar[LegalBasis]
    LEGAL_BASIS_PECA_WARRANT: _ClassVar[LegalBasis]
    LEGAL_BASIS_IFTA_WARRANT: _ClassVar[LegalBasis]
    LEGAL_BASIS_AMLA: _ClassVar[LegalBasis]
    LEGAL_BASIS_EXIT_CONTROL: _ClassVar[LegalBasis]
    LEGAL_BASIS_ZAINAB: _ClassVar[LegalBasis]
    LEGAL_BASIS_JJSA: _ClassVar[LegalBasis]
    LEGAL_BASIS_VICTIM_WITNESS: _ClassVar[LegalBasis]
    LEGAL_BASIS_CHILD_PROTECTION: _ClassVar[LegalBasis]
    LEGAL_BASIS_ANTI_RAPE: _ClassVar[LegalBasis]
    LEGAL_BASIS_NADRA: _ClassVar[LegalBasis]
    LEGAL_BASIS_MLA_2020: _ClassVar[LegalBasis]
    LEGAL_BASIS_DATA_OVERSIGHT: _ClassVar[LegalBasis]

class Role(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ROLE_UNSPECIFIED: _ClassVar[Role]
    ROLE_INVESTIGATOR: _ClassVar[Role]
    ROLE_ANALYST: _ClassVar[Role]
    ROLE_CHECKPOINT_OFFICER: _ClassVar[Role]
    ROLE_CUSTODY_OFFICER: _ClassVar[Role]
    ROLE_PROSECUTOR: _ClassVar[Role]
    ROLE_JUDGE: _ClassVar[Role]
    ROLE_PROBATION_OFFICER: _ClassVar[Role]
    ROLE_JUVENILE_JUSTICE: _ClassVar[Role]
    ROLE_PROTECTION_OFFICER: _ClassVar[Role]
    ROLE_RECORD_OFFICER: _ClassVar[Role]
    ROLE_RELEASE_OFFICER: _ClassVar[Role]
    ROLE_FMU_ANALYST: _ClassVar[Role]
    ROLE_CENTRAL_AUTHORITY: _ClassVar[Role]
    ROLE_OVERSIGHT: _ClassVar[Role]
    ROLE_STATISTICIAN: _ClassVar[Role]
    ROLE_SUBJECT_ACCESS: _ClassVar[Role]
    ROLE_BREAK_GLASS: _ClassVar[Role]
    ROLE_PROTECTION_UNIT: _ClassVar[Role]

class HandlingCode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    HANDLING_CODE_UNSPECIFIED: _ClassVar[HandlingCode]
    HANDLING_CODE_OPEN: _ClassVar[HandlingCode]
    HANDLING_CODE_H1: _ClassVar[HandlingCode]
    HANDLING_CODE_H2: _ClassVar[HandlingCode]
    HANDLING_CODE_H3: _ClassVar[HandlingCode]
    HANDLING_CODE_ORCON: _ClassVar[HandlingCode]

class SourceGrade(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SOURCE_GRADE_UNSPECIFIED: _ClassVar[SourceGrade]
    SOURCE_GRADE_A: _ClassVar[SourceGrade]
    SOURCE_GRADE_B: _ClassVar[SourceGrade]
    SOURCE_GRADE_C: _ClassVar[SourceGrade]
    SOURCE_GRADE_X: _ClassVar[SourceGrade]

class InformationGrade(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    INFORMATION_GRADE_UNSPECIFIED: _ClassVar[InformationGrade]
    INFORMATION_GRADE_1: _ClassVar[InformationGrade]
    INFORMATION_GRADE_2: _ClassVar[InformationGrade]
    INFORMATION_GRADE_3: _ClassVar[InformationGrade]
    INFORMATION_GRADE_4: _ClassVar[InformationGrade]

class CaseReferenceType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CASE_REFERENCE_TYPE_UNSPECIFIED: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_FIR: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_ENQUIRY: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_COMPLAINT: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_MISSING_CHILD: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_CHALLAN: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_COURT_CASE: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_APPEAL: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_PRISON_UNDER_TRIAL: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_PRISON_CONVICT: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_CRO: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_FINGERPRINT: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_OPERATION: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_MOVEMENT: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_ORDER: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_REFERRAL: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_MLA: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_RECORD: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_REVIEW: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_RELEASE_PLAN: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_APPLICATION: _ClassVar[CaseReferenceType]
    CASE_REFERENCE_TYPE_ARREST: _ClassVar[CaseReferenceType]
PURPOSE_UNSPECIFIED: Purpose
PURPOSE_INVESTIGATE_CASE: Purpose
PURPOSE_PRELIMINARY_ENQUIRY: Purpose
PURPOSE_ANALYSE_NETWORK: Purpose
PURPOSE_CHECKPOINT: Purpose
PURPOSE_CUSTODY: Purpose
PURPOSE_TRIAL: Purpose
PURPOSE_SUPERVISE_OFFENDER: Purpose
PURPOSE_JUVENILE_JUSTICE: Purpose
PURPOSE_PROTECT_VICTIM: Purpose
PURPOSE_FIND_MISSING_CHILD: Purpose
PURPOSE_FOREIGN_ASSISTANCE: Purpose
PURPOSE_RECORD_UPKEEP: Purpose
PURPOSE_OVERSIGHT: Purpose
PURPOSE_STATISTICS: Purpose
PURPOSE_SUBJECT_ACCESS: Purpose
QUERY_CLASS_UNSPECIFIED: QueryClass
QUERY_CLASS_HISTORY: QueryClass
QUERY_CLASS_WANTED: QueryClass
QUERY_CLASS_CHECKPOINT: QueryClass
QUERY_CLASS_IDENTITY: QueryClass
QUERY_CLASS_FAMILY: QueryClass
QUERY_CLASS_NETWORK: QueryClass
QUERY_CLASS_COMMS_MONEY: QueryClass
QUERY_CLASS_PROTECTION: QueryClass
QUERY_CLASS_MISSING_CHILD: QueryClass
QUERY_CLASS_ANTECEDENTS: QueryClass
QUERY_CLASS_RELEASE: QueryClass
QUERY_CLASS_UPKEEP: QueryClass
QUERY_CLASS_AUDIT: QueryClass
QUERY_CLASS_STATS: QueryClass
QUERY_CLASS_SUBJECT: QueryClass
LEGAL_BASIS_UNSPECIFIED: LegalBasis
LEGAL_BASIS_CRPC_CASE: LegalBasis
LEGAL_BASIS_TIP_SOM: LegalBasis
LEGAL_BASIS_FIA_ENQUIRY: LegalBasis
LEGAL_BASIS_CRPC_CUSTODY: LegalBasis
LEGAL_BASIS_CRPC_PROCESS: LegalBasis
LEGAL_BASIS_COURT_ORDER: LegalBasis
LEGAL_BASIS_TRIAL_ANTECEDENTS: LegalBasis
LEGAL_BASIS_PRISON_PROBATION: LegalBasis
LEGAL_BASIS_PECA_WARRANT: LegalBasis
LEGAL_BASIS_IFTA_WARRANT: LegalBasis
LEGAL_BASIS_AMLA: LegalBasis
LEGAL_BASIS_EXIT_CONTROL: LegalBasis
LEGAL_BASIS_ZAINAB: LegalBasis
LEGAL_BASIS_JJSA: LegalBasis
LEGAL_BASIS_VICTIM_WITNESS: LegalBasis
LEGAL_BASIS_CHILD_PROTECTION: LegalBasis
LEGAL_BASIS_ANTI_RAPE: LegalBasis
LEGAL_BASIS_NADRA: LegalBasis
LEGAL_BASIS_MLA_2020: LegalBasis
LEGAL_BASIS_DATA_OVERSIGHT: LegalBasis
ROLE_UNSPECIFIED: Role
ROLE_INVESTIGATOR: Role
ROLE_ANALYST: Role
ROLE_CHECKPOINT_OFFICER: Role
ROLE_CUSTODY_OFFICER: Role
ROLE_PROSECUTOR: Role
ROLE_JUDGE: Role
ROLE_PROBATION_OFFICER: Role
ROLE_JUVENILE_JUSTICE: Role
ROLE_PROTECTION_OFFICER: Role
ROLE_RECORD_OFFICER: Role
ROLE_RELEASE_OFFICER: Role
ROLE_FMU_ANALYST: Role
ROLE_CENTRAL_AUTHORITY: Role
ROLE_OVERSIGHT: Role
ROLE_STATISTICIAN: Role
ROLE_SUBJECT_ACCESS: Role
ROLE_BREAK_GLASS: Role
ROLE_PROTECTION_UNIT: Role
HANDLING_CODE_UNSPECIFIED: HandlingCode
HANDLING_CODE_OPEN: HandlingCode
HANDLING_CODE_H1: HandlingCode
HANDLING_CODE_H2: HandlingCode
HANDLING_CODE_H3: HandlingCode
HANDLING_CODE_ORCON: HandlingCode
SOURCE_GRADE_UNSPECIFIED: SourceGrade
SOURCE_GRADE_A: SourceGrade
SOURCE_GRADE_B: SourceGrade
SOURCE_GRADE_C: SourceGrade
SOURCE_GRADE_X: SourceGrade
INFORMATION_GRADE_UNSPECIFIED: InformationGrade
INFORMATION_GRADE_1: InformationGrade
INFORMATION_GRADE_2: InformationGrade
INFORMATION_GRADE_3: InformationGrade
INFORMATION_GRADE_4: InformationGrade
CASE_REFERENCE_TYPE_UNSPECIFIED: CaseReferenceType
CASE_REFERENCE_TYPE_FIR: CaseReferenceType
CASE_REFERENCE_TYPE_ENQUIRY: CaseReferenceType
CASE_REFERENCE_TYPE_COMPLAINT: CaseReferenceType
CASE_REFERENCE_TYPE_MISSING_CHILD: CaseReferenceType
CASE_REFERENCE_TYPE_CHALLAN: CaseReferenceType
CASE_REFERENCE_TYPE_COURT_CASE: CaseReferenceType
CASE_REFERENCE_TYPE_APPEAL: CaseReferenceType
CASE_REFERENCE_TYPE_PRISON_UNDER_TRIAL: CaseReferenceType
CASE_REFERENCE_TYPE_PRISON_CONVICT: CaseReferenceType
CASE_REFERENCE_TYPE_CRO: CaseReferenceType
CASE_REFERENCE_TYPE_FINGERPRINT: CaseReferenceType
CASE_REFERENCE_TYPE_OPERATION: CaseReferenceType
CASE_REFERENCE_TYPE_MOVEMENT: CaseReferenceType
CASE_REFERENCE_TYPE_ORDER: CaseReferenceType
CASE_REFERENCE_TYPE_REFERRAL: CaseReferenceType
CASE_REFERENCE_TYPE_MLA: CaseReferenceType
CASE_REFERENCE_TYPE_RECORD: CaseReferenceType
CASE_REFERENCE_TYPE_REVIEW: CaseReferenceType
CASE_REFERENCE_TYPE_RELEASE_PLAN: CaseReferenceType
CASE_REFERENCE_TYPE_APPLICATION: CaseReferenceType
CASE_REFERENCE_TYPE_ARREST: CaseReferenceType
