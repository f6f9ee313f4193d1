-- What people decided, found among a million decisions of the program.

CREATE INDEX decisions_verdicts ON decisions (target, seq) WHERE verb IN ('accept', 'reject', 'correct');
CREATE INDEX decisions_people ON decisions (seq) WHERE verb IN ('accept', 'reject', 'correct', 'split', 'join', 'undo');
