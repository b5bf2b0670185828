-- Accesses for a purpose for which consent was withdrawn.
SELECT COUNT(*) AS accesses_after_withdrawal FROM withdrawn_accesses
