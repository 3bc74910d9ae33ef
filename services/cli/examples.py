"""An example of every command, shown under its help and on its page of the manual. A test parses each of them."""

from __future__ import annotations

from typing import Any, Final

_ASK: Final = (
    "--profile officer.toml --purpose INVESTIGATE_CASE --legal-basis CRPC_CASE --case FIR:PB/LAHORE/ICHHRA/512/2024"
)
KEPT: Final = "--profile officer.toml"
_FEDERATION: Final = "--federation rabta.pk --id pk.fia --kind FIA --display-name 'Federal Investigation Agency'"
ONE, OTHER = "agencies/pk.fia/records/fir-512-2024-accused-1", "agencies/pk.punjab/records/fir-7-2023-accused-2"
_DIGEST: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

EXAMPLES: Final = {
    "": f"rabta history {_ASK} < cnic",
    "console serve": "rabta console serve console",
    "console enrol": "rabta console enrol console fia-1042",
    "console enrolled": "rabta console enrolled console",
    "node init": "rabta node init federation --name rabta.test --yes",
    "node join": "rabta node join home --hub hub.example:7443 --hub-certificate tls.crt",
    "node own": "rabta node own home --listen 0.0.0.0:7443",
    "node import-samples": "rabta node import-samples federation",
    "node accept-records": "rabta node accept-records federation/hub",
    "node fill-register": "rabta node fill-register federation/agencies/pk.nadra",
    "node begin-epoch": "rabta node begin-epoch federation/agencies/pk.nadra",
    "node register replace": "rabta node register replace federation/agencies/pk.nadra --expires 2036-01-01 < numbers",
    "node register enter": "rabta node register enter federation/agencies/pk.nadra --gender F < who-is-new",
    "node register block": "rabta node register block federation/agencies/pk.nadra --lift < cnic",
    "node register death": "rabta node register death federation/agencies/pk.nadra --on 2026-11-20 < cnic",
    "node register join": "rabta node register join federation/agencies/pk.nadra < who-stays-and-who-goes",
    "node register split": "rabta node register split federation/agencies/pk.nadra --gender M < who-is-another",
    "store migrate": "rabta store migrate federation/hub --to postgresql://rabta@db.example/rabta",
    "node sample": "rabta node sample profile.toml",
    "serve": "rabta serve federation",
    "status": "rabta status federation",
    "metrics": "rabta metrics federation/hub",
    "backup": "rabta backup federation/hub backups/2026-11-26",
    "restore": "rabta restore backups/2026-11-26 hub --replace",
    "import": "rabta import --profile records.toml fir_register firs.xlsx --province PB",
    "use": f"rabta use {_ASK}",
    "whoami": f"rabta whoami {KEPT}",
    "purposes": "rabta purposes INVESTIGATE_CASE",
    "laws": "rabta laws",
    "cases": "rabta cases",
    "kinds": "rabta kinds",
    "search": f"rabta search {KEPT} --type PASSPORT --country PK < number",
    "history": f"rabta history {KEPT} --as-of 2024-05-01 --save-evidence man.evidence < cnic",
    "check": "rabta check --profile officer.toml --purpose CHECKPOINT --legal-basis EXIT_CONTROL"
    " --case MOVEMENT:TORKHAM/2026/1 --type PASSPORT --country AF < number",
    "record": f"rabta record {KEPT} {ONE} --versions",
    "find": f"rabta find {KEPT} --relation father --born 1985 --district PK-PB-LHR < names",
    "person": f"rabta person {KEPT} {ONE}",
    "verify": "rabta verify man.evidence --trust anchor.pem",
    "court extract": "rabta court extract antecedents --profile court.toml --purpose TRIAL "
    "--legal-basis TRIAL_ANTECEDENTS --case COURT_CASE:LAHORE/12/2026 < cnic",
    "court case": "rabta court case papers --profile court.toml --purpose TRIAL "
    "--legal-basis TRIAL_ANTECEDENTS --case COURT_CASE:LAHORE/12/2026 < cnics",
    "evidence redact": "rabta evidence redact man.evidence for-the-court.evidence",
    "federation holder-key": "rabta federation holder-key governance.key",
    "federation init": "rabta federation init governance --name rabta.pk --hub pk.hub"
    " --holder 1.pub --holder 2.pub --holder 3.pub",
    "federation revoke": "rabta federation revoke governance pk.fia/page/1",
    "federation sign": "rabta federation sign draft.signed governance.key",
    "federation publish": "rabta federation publish governance",
    "federation verify": "rabta federation verify home --anchor anchor.pem",
    "federation show": "rabta federation show draft.signed --anchor anchor.pem",
    "federation admit": "rabta federation admit governance enrolment.request",
    "federation set-register": "rabta federation set-register governance pk.punjab FIR PB/LAHORE",
    "federation set-court": "rabta federation set-court governance pk.courts.lahore LHR-SESSIONS",
    "federation set-protects": "rabta federation set-protects governance pk.witness-protection WITNESS",
    "federation set-agreement": "rabta federation set-agreement governance fia-customs-lists --giver pk.fia"
    " --holder pk.customs --kind LIST_ENTRY --handling OPEN --role LISTED --purpose CHECKPOINT"
    " --statute 'Customs Act 1969 s. 7' --from 2027-01-01 --to 2029-01-01 --stale-hours 72",
    "federation end-agreement": "rabta federation end-agreement governance fia-customs-lists 2028-07-01",
    "federation retire-witness": "rabta federation retire-witness governance pk.prisons"
    " --last-size rabta.pk/audit/1=120000",
    "federation change-governance": "rabta federation change-governance governance 1.pub 2.pub 4.pub",
    "agency init": f"rabta agency init home {_FEDERATION} --host fia.example",
    "agency add-system": "rabta agency add-system home records-2",
    "agency add-key": "rabta agency add-key home PAGE",
    "agency renew-certificate": "rabta agency renew-certificate home",
    "agency add-witness": "rabta agency add-witness home https://witness.example:8443",
    "agency new-log": "rabta agency new-log home --last-size 120000",
    "agency prove": "rabta agency prove enrolment.request roster.key",
    "agency show": "rabta agency show enrolment.request",
    "agency accept": "rabta agency accept home pk.fia-1.answer --anchor anchor.pem",
    "token serve": "rabta token serve issuer",
    "token key": "rabta token key officers/fia-1042.key",
    "token report": "rabta token report issuer --profile profile.toml --follow",
    "token request": f"rabta token request {_ASK} --query-class HISTORY",
    "token approve": f"rabta token approve --officer fia-1042 --method /rabta.records.v1.RecordsService/GetHistory"
    f" --body-sha256 {_DIGEST} {_ASK} --query-class HISTORY",
    "token roster sign": "rabta token roster sign roster.toml --key roster.key --out roster.signed",
    "token roster show": "rabta token roster show roster.signed",
    "witness serve": "rabta witness serve witness.toml",
    "audit receipts": f"rabta audit receipts {KEPT}",
    "audit entries": "rabta audit entries --profile oversight.toml --start 0 --count 256 --case REVIEW:2026/1",
    "audit export": "rabta audit export federation/hub log",
    "audit compare": "rabta audit compare hub-log customs-log --trust anchor.pem --seal-key oversight-seal.key",
    "audit month-keys": "rabta audit month-keys federation/hub",
    "audit sign-destruction": "rabta audit sign-destruction rabta.pk/log/1 pk.fia 2026-01 --key 1.key --out 1.word",
    "audit destroy-month-key": "rabta audit destroy-month-key hub 1.word 2.word",
    "oversight reads": f"rabta oversight reads --profile oversight.toml --case REVIEW:2026/1 --record {ONE}",
    "oversight denials": "rabta oversight denials --profile oversight.toml --case REVIEW:2026/1 --from 2026-11-01",
    "oversight sample": "rabta oversight sample --profile oversight.toml --case REVIEW:2026/1 --from 2026-11-01",
    "oversight busiest": "rabta oversight busiest --profile oversight.toml --case REVIEW:2026/1 --from 2026-11-01",
    "oversight refusals": "rabta oversight refusals --profile oversight.toml --case REVIEW:2026/1 --from 2026-11-01",
    "oversight crossings": "rabta oversight crossings --profile oversight.toml --case REVIEW:2026/1 --from 2026-11-01",
    "oversight withheld": "rabta oversight withheld --profile oversight.toml --case REVIEW:2026/1 --agency pk.fia",
    "break-glass open": f"rabta break-glass open {_ASK} < justification",
    "break-glass second": f"rabta break-glass second {_ASK} SESSION",
    "break-glass consent": "rabta break-glass consent --profile oversight.toml SESSION",
    "break-glass review": "rabta break-glass review --profile oversight.toml SESSION --verdict justified < comment",
    "break-glass notices": "rabta break-glass notices --profile oversight.toml",
    "records show": "rabta records show --profile records.toml fir-512-2024 > held.json",
    "records withdraw": "rabta records withdraw --profile records.toml fir-512-2024 < reason",
    "records correct": "rabta records correct --profile records.toml fir-512-2024 held.json",
    "records expunge": "rabta records expunge --profile records.toml fir-512-2024 --confirm fir-512-2024"
    " --order 'W.P. 114/2026'",
    "records resend": "rabta records resend --profile records.toml",
    "records rebuild-journal": "rabta records rebuild-journal --profile records.toml",
    "records check": "rabta records check --profile records.toml --sample 50",
    "peer add": "rabta peer add nodes/pk.customs pk.rabta.hub hub.example:8443 hub.crt",
    "peer list": "rabta peer list nodes/pk.customs",
    "peer pause": "rabta peer pause nodes/pk.customs pk.rabta.hub",
    "peer resume": "rabta peer resume nodes/pk.customs pk.rabta.hub",
    "peer remove": "rabta peer remove nodes/pk.customs pk.fia",
    "sync status": "rabta sync status nodes/pk.customs --watch",
    "sync orders": "rabta sync orders --profile records.toml --state overdue",
    "sync drill": "rabta sync drill nodes/pk.customs --minutes 30",
    "sync quarantine": "rabta sync quarantine nodes/pk.customs pk.rabta.hub --retry",
    "sync proof": "rabta sync proof nodes/pk.customs pk.rabta.hub 4711 signed-twice.proof",
    "sync reconcile": "rabta sync reconcile nodes/pk.customs --check",
    "claims list": "rabta claims list --profile records.toml --overdue",
    "claims decide": "rabta claims decide --profile oversight.toml CLAIM --decision upheld"
    " --approver-profile second.toml --case REVIEW:2026/1 < reason",
    "hit confirm": f"rabta hit confirm {KEPT} {ONE} --urgency immediate",
    "hit answer": "rabta hit answer --profile records.toml REQUEST --answer valid --collector 'Duty officer, Ichhra'",
    "hit locate": f"rabta hit locate {KEPT} REQUEST",
    "hit list": "rabta hit list --profile records.toml --purpose RECORD_UPKEEP --legal-basis DATA_OVERSIGHT"
    " --case RECORD:PK.FIA",
    "release request": f"rabta release request {KEPT} HANDLE",
    "release decide": "rabta release decide --profile records.toml REQUEST --decision granted --until 2026-12-20",
    "correction propose": f"rabta correction propose {KEPT} {ONE} wrong.toml --document extract.pdf",
    "correction list": f"rabta correction list {KEPT}",
    "correction decide": "rabta correction decide --profile records.toml CORRECTION --decision corrected --version 3",
    "alert list": f"rabta alert list {KEPT} --second-basis PECA_WARRANT",
    "alert show": f"rabta alert show {KEPT} ALERT",
    "alert explain": f"rabta alert explain {KEPT} ALERT",
    "alert to-protect": "rabta alert to-protect --profile shelter.toml --approver-profile second.toml "
    "--case REFERRAL:CP/LAHORE/1/2024",
    "alert offer": f"rabta alert offer {KEPT} ALERT --approver-profile boss.toml",
    "alert decide": f"rabta alert decide {KEPT} ALERT --because look-alike --why 'a committee: each got the pot once'",
    "detect list": f"rabta detect list {KEPT}",
    "detect stop": "rabta detect stop --profile oversight.toml M1 --why 'its lists are out of date'"
    " --approver-profile second.toml --case REVIEW:2026/1",
    "detect start": "rabta detect start --profile oversight.toml M1 --why 'its lists are new'"
    " --approver-profile second.toml --case REVIEW:2026/1",
    "detect run": "rabta detect run federation/hub",
    "law child": "rabta law child --act 2024-06-01 --birth 2008-03-10 --sex F --place PB",
    "law fit": "rabta law fit --act 2023-05-10 --word RECRUIT --word BONDED_LABOUR --charge 'OTHER 11 BLSA'",
    "law clocks": "rabta law clocks missing-child --event MISSING_CHILD_REPORTED=2024-05-06T10:00 --place SD",
    "law reason": "rabta law reason OTHER --profile officer.toml --purpose investigate-case --legal-basis crpc-case"
    " --case FIR:PB/LAHORE/ICHHRA/512/2024",
    "law statements": "rabta law statements --profile prosecutor.toml --case COURT_CASE:LAHORE/9/2020",
    "law show": "rabta law show",
    "guard list": "rabta guard list --profile prosecutor.toml --approver-profile second.toml"
    " --case COURT_CASE:LAHORE/9/2020",
    "guard told": "rabta guard told --profile chief-prosecutor.toml --approver-profile second.toml"
    " --case COURT_CASE:LAHORE/9/2020",
    "guard decide": "rabta guard decide --profile prosecutor.toml R-AAAAAAAA --outcome withdraw"
    " --approver-profile second.toml --case COURT_CASE:LAHORE/9/2020 < reason",
    "directions ask": "rabta directions ask --profile officer.toml R-AAAAAAAA --case FIR:PB/LAHORE/ICHHRA/512/2024",
    "directions list": "rabta directions list --profile officer.toml --case FIR:PB/LAHORE/ICHHRA/512/2024",
    "directions give": "rabta directions give --profile prosecutor.toml R-AAAAAAAA --direction wait"
    " --approver-profile second.toml --case COURT_CASE:LAHORE/9/2020",
    "referral send": "rabta referral send --profile protection.toml --case REFERRAL:CP/LAHORE/1/2024 referral.toml",
    "referral answer": "rabta referral answer --profile shelter.toml --case REFERRAL:CP/LAHORE/1/2024 REFERRAL"
    " --act reject --because no-place",
    "referral list": "rabta referral list --profile shelter.toml --case REFERRAL:CP/LAHORE/1/2024",
    "referral status": f"rabta referral status {KEPT}",
    "referral htcds": "rabta referral htcds --profile shelter.toml --case REFERRAL:CP/LAHORE/1/2024 REFERRAL case.toml"
    " case.csv",
    "compensation open": "rabta compensation open --profile protection.toml --case REFERRAL:CP/LAHORE/1/2024"
    " claim.toml",
    "compensation change": "rabta compensation change --profile court.toml --case COURT_CASE:LAHORE/9/2024"
    " CLAIM order.toml --act order",
    "compensation list": "rabta compensation list --profile court.toml --case COURT_CASE:LAHORE/9/2024",
    "compensation status": f"rabta compensation status {KEPT}",
    "handover make": "rabta handover make --profile protection.toml case.toml packet.json",
    "handover accept": "rabta handover accept --profile shelter.toml packet.json taken.json --case-number LS-12"
    " --acknowledge 'Family Court, Islamabad'",
    "handover reject": "rabta handover reject --profile shelter.toml packet.json back.json --because no-place",
    "handover read": "rabta handover read --profile shelter.toml taken.json read.json",
    "handover thin": "rabta handover thin --profile protection.toml taken.json",
    "handover verify": "rabta handover verify taken.json --registry federation/registry/7.signed --trust anchor.pem",
    "statistics plan": "rabta statistics plan --profile oversight.toml release.toml --approver-profile second.toml"
    " --case RELEASE_PLAN:2025",
    "statistics count": "rabta statistics count --profile oversight.toml release --approver-profile second.toml"
    " --case RELEASE_PLAN:2025",
    "watch add": f"rabta watch add {KEPT} {ONE} --of person --until 2026-12-20",
    "watch list": f"rabta watch list {KEPT}",
    "watch read": f"rabta watch read {KEPT} --after PLACE",
    "watch end": f"rabta watch end {KEPT} WATCH",
    "feed authority": "rabta feed authority --profile feeds.toml warrant.toml",
    "feed import": "rabta feed import --profile feeds.toml camt-053 statement.xml --authority W/2026/114",
    "graph up": "rabta graph up federation/hub",
    "graph rebuild": "rabta graph rebuild federation/hub",
    "graph check": "rabta graph check federation/hub",
    "graph draw": "rabta graph draw money.evidence money.pdf",
    "identity verify": f"rabta identity verify {KEPT} --attribute NAME --attribute BIRTH < number-name-birth",
    "identity age": f"rabta identity age {KEPT} --on 2026-01-01 < cnic",
    "identity attributes": f"rabta identity attributes {KEPT} --attribute NAME < cnic",
    "identity family": f"rabta identity family {KEPT} --approver-profile second.toml < cnic",
    "identity token": "rabta identity token --profile profile.toml < cnic",
    "identity changes": "rabta identity changes --profile profile.toml",
    "identity backfill": "rabta identity backfill federation/hub",
    "identity provisional register": f"rabta identity provisional register {KEPT} --guardian < child",
    "identity provisional change": f"rabta identity provisional change {KEPT} --act CLOSE < id-reason",
    "identity provisional find": f"rabta identity provisional find {KEPT} < id",
    "link candidates": f"rabta link candidates {KEPT} {ONE}",
    "link run": "rabta link run federation/hub",
    "link export-splink": "rabta link export-splink > splink.json",
    "link review": f"rabta link review {KEPT}",
    "link decide": f"rabta link decide {KEPT} {ONE} {OTHER} same --why 'one photograph, one father'",
    "link undo": f"rabta link undo {KEPT} DECISION --why 'another man, see FIR 9/2025'",
    "link explain": f"rabta link explain {KEPT} {ONE} {OTHER}",
    "completion": "rabta completion bash > ~/.local/share/bash-completion/completions/rabta",
    "man": "rabta man ~/.local/share/man/man1",
    "demo up": "rabta demo up demo",
    "demo run": "rabta demo run --pictures pictures",
}

Command = Any
"""A command or a group of typer: their common class is private to it."""


def example(text: str) -> str:
    """How an example stands under the help of its command."""
    return f"Example: {text}"


def with_examples(command: Command, words: tuple[str, ...]) -> Command:
    """``command``, reached by ``words``, and all below it, each with its example; a group has that of its first."""
    children = getattr(command, "commands", {})
    for name, child in children.items():
        with_examples(child, (*words, name))
    said = " ".join(words)
    found = EXAMPLES.get(said) or next((text for key, text in EXAMPLES.items() if key.startswith(f"{said} ")), "")
    own = command.epilog or next((child.epilog for child in children.values()), None)
    command.epilog = example(found) if found else own
    return command
