"""An agency's console for many officers: its settings and TLS, touches of passkeys, and their enrolment."""
