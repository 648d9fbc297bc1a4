/**
 * The words of the Runbook language.
 *
 * White space and line ends separate words and mean nothing else: every statement begins with a
 * keyword, so no statement needs a mark at its end. Comments and doc comments travel on channels of
 * their own, so that the syntax tree and the formatter find them again.
 */
lexer grammar RunbookLexer;

options { superClass = ModeStack; }

channels { COMMENTS, DOCS }

// Layout

DOC_COMMENT   : '///' ~[\r\n]*            -> channel(DOCS);
LINE_COMMENT  : '//' ~[\r\n]*             -> channel(COMMENTS);
BLOCK_COMMENT : '/*' COMMENTED '*'+ '/'     -> channel(COMMENTS);
SPACE         : [ \t\r\n\u000C\uFEFF]+    -> channel(HIDDEN);

// A comment without an end takes the rest of the file with it; the longest match wins
COMMENT_UNCLOSED : '/*' COMMENTED '*'*;

fragment COMMENTED : (~'*' | '*'+ ~[*/])*;

// Declarations

USE        : 'use';
RUNBOOK    : 'runbook';
MODULE     : 'module';
RECORD     : 'record';
ENUM       : 'enum';
TYPE       : 'type';
EVIDENCE   : 'evidence';
NATIVE     : 'native';
ACTION     : 'action';
PARAM      : 'param';
LET        : 'let';
ASSESS     : 'assess';
SCENARIO   : 'scenario';
STEP       : 'step';
INVARIANT  : 'invariant';
RECOVERED  : 'recovered';
AFTERWARDS : 'afterwards';
TASK       : 'task';
TEST       : 'test';

// Metadata

OWNER    : 'owner';
REVIEWED : 'reviewed';
SEVERITY : 'severity';
ALERT    : 'alert';
SYMPTOM  : 'symptom';
CONTACT  : 'contact';
RELATED  : 'related';
TAGS     : 'tags';
EXAMPLE  : 'example';

// Statements

GUARD    : 'guard';
WARN     : 'warn';
APPROVE  : 'approve';
DO       : 'do';
VERIFY   : 'verify';
AWAIT    : 'await';
YIELD    : 'yield';
UNDO     : 'undo';
ON       : 'on';
FAILURE  : 'failure';
ESCALATE : 'escalate';
RETRY    : 'retry';
TIMEOUT  : 'timeout';
LIMIT    : 'limit';
PARALLEL : 'parallel';
FOR      : 'for';
IF       : 'if';
THEN     : 'then';
ELSE     : 'else';
CALL     : 'call';
MANUAL   : 'manual';
ABORT    : 'abort';
SKIP_    : 'skip';
EXPECT   : 'expect';
GIVEN    : 'given';
FAULT    : 'fault';
DENY     : 'deny';
SILENCE  : 'silence';

// Small words

WHEN    : 'when';
WHERE   : 'where';
WITHIN  : 'within';
EVERY   : 'every';
FRESH   : 'fresh';
BY      : 'by';
ANOTHER : 'another';
TO      : 'to';
WITH    : 'with';
IN      : 'in';
WORLD   : 'world';
NONE    : 'none';
KEEP    : 'keep';
BECAUSE : 'because';
TIMES   : 'times';
BACKOFF : 'backoff';
MAX     : 'max';
AT      : 'at';
ONCE    : 'once';
AS      : 'as';
IS      : 'is';
MATCH   : 'match';
MATCHES : 'matches';
NO      : 'no';
AND     : 'and';
OR      : 'or';
NOT     : 'not';
TRUE    : 'true';
FALSE   : 'false';

// Action clauses

PURE         : 'pure';
READS        : 'reads';
MUTATES      : 'mutates';
DESTROYS     : 'destroys';
IDEMPOTENT   : 'idempotent';
IRREVERSIBLE : 'irreversible';
DECIDED      : 'decided';
PERSON       : 'person';
NEEDS        : 'needs';
TOUCHES      : 'touches';
ABOUT        : 'about';
AFFECTS      : 'affects';

// Quantifiers

COUNT : 'count';
ANY   : 'any';
ALL   : 'all';

// Literals with units come before plain numbers, the longest match wins

INSTANT  : DAY 'T' [0-9] [0-9] ':' [0-9] [0-9] (':' [0-9] [0-9] ('.' [0-9]+)?)? 'Z';
DATE     : DAY;
DURATION : ([0-9]+ ('ms' | 's' | 'm' | 'h' | 'd'))+;
BYTES    : [0-9]+ ('.' [0-9]+)? ('B' | 'KiB' | 'MiB' | 'GiB' | 'TiB' | 'kB' | 'MB' | 'GB' | 'TB');
PERCENT  : [0-9]+ ('.' [0-9]+)? '%';
DECIMAL  : [0-9]+ '.' [0-9]+;
INT      : [0-9] [0-9_]*;
BAD_UNIT : [0-9]+ ('.' [0-9]+)? [a-zA-Z_] [a-zA-Z0-9_]*;

fragment DAY : [0-9] [0-9] [0-9] [0-9] '-' [0-9] [0-9] '-' [0-9] [0-9];

SQL_OPEN     : 'sql"""'                         -> pushMode(SQL);
RAW_STRING   : '"""' .*? '"""';
RAW_UNCLOSED : '"""' (~'"' | '"' ~'"' | '""' ~'"')* '"'? '"'?;
QUOTE        : '"'                              -> pushMode(TEXT);

IDENT : [a-zA-Z_] [a-zA-Z0-9_]*;

// Signs

ARROW       : '->';
DOT_DOT     : '..';
EQ_EQ       : '==';
NOT_EQ      : '!=';
LESS_EQ     : '<=';
GREATER_EQ  : '>=';
COALESCE    : '??';
EQ          : '=';
LESS        : '<';
GREATER     : '>';
PLUS        : '+';
MINUS       : '-';
STAR        : '*';
SLASH       : '/';
QUESTION    : '?';
DOT         : '.';
COMMA       : ',';
COLON       : ':';
LPAREN      : '(';
RPAREN      : ')';
LBRACKET    : '[';
RBRACKET    : ']';
LBRACE      : '{'                                -> pushMode(DEFAULT_MODE);
RBRACE      : '}'                                -> popMode;

// Words of other languages, recognised so that the message can name ours
FOREIGN         : '&&' | '||' | '!' | ';' | '\'' | '=>' | '===' | '!==' | ':=' | '+=' | '-='
                | '::' | '&' | '|' | '$' | '%' | '@' | '`' | '~' | '^' | '\\' ;
FOREIGN_TEXT    : '\'' ~['\r\n]* '\'';
FOREIGN_COMMENT : '#' ~[\r\n]*;
UNKNOWN     : . ;

mode TEXT;

TEXT_CLOSE      : '"'                            -> popMode;
TEXT_OPEN_EXPR  : '${'                           -> pushMode(DEFAULT_MODE);
TEXT_ESCAPE     : '\\' ["\\nrt$];
TEXT_BAD_ESCAPE : '\\' ~[\r\n]?;
TEXT_CHARS      : ~["\\$\r\n]+;
TEXT_DOLLAR     : '$';
TEXT_UNCLOSED   : [\r\n]                         -> popMode;

mode SQL;

SQL_CLOSE     : '"""'                            -> popMode;
SQL_OPEN_EXPR : '${'                             -> pushMode(DEFAULT_MODE);
SQL_CHARS     : ~["$]+;
SQL_QUOTE     : '"';
SQL_DOLLAR    : '$';
