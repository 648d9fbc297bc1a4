/**
 * The sentences of the Runbook language: one rule, one idea.
 *
 * Every statement begins with its own keyword; line ends mean nothing. Keywords that a person would
 * also like to use as names are allowed as names where no sentence can begin (see `name`).
 */
parser grammar RunbookParser;

options { tokenVocab = RunbookLexer; }

file : useLine* topLevel* EOF;

useLine : USE name (COMMA name)*;

topLevel
  : runbook    # topRunbook
  | module     # topModule
  | recordDecl # topRecord
  | enumDecl   # topEnum
  ;

// Runbooks

runbook : RUNBOOK name text LBRACE runbookItem* RBRACE;

runbookItem
  : metadata   # itemMetadata
  | paramDecl  # itemParam
  | let        # itemLet
  | invariant  # itemInvariant
  | assess     # itemAssess
  | scenario   # itemScenario
  | recovered  # itemRecovered
  | afterwards # itemAfterwards
  | testDecl   # itemTest
  | recordDecl # itemRecord
  | enumDecl   # itemEnum
  | actionDecl # itemAction
  ;

metadata
  : OWNER text                       # metaOwner
  | REVIEWED DATE EVERY DURATION     # metaReviewed
  | SEVERITY name                    # metaSeverity
  | ALERT text                       # metaAlert
  | SYMPTOM text                     # metaSymptom
  | CONTACT text (IDENT text)*       # metaContact
  | RELATED name (COMMA name)*       # metaRelated
  | TAGS text (COMMA text)*          # metaTags
  | EXAMPLE WORLD text               # metaExample
  ;

paramDecl  : PARAM name COLON typeRef (WHERE where=expr)? (EQ value=expr)?;
let        : LET name (COLON typeRef)? EQ (acting=DO)? expr actingClause*;
invariant  : INVARIANT text LBRACE expr RBRACE;
assess     : ASSESS block;
scenario   : SCENARIO name text (WHEN expr)? block;
recovered  : RECOVERED block;
afterwards : AFTERWARDS LBRACE (TASK text)* RBRACE;

// Drills

testDecl : TEST text IN WORLD text LBRACE testItem* RBRACE;

testItem
  : GIVEN name EQ expr      # testGiven
  | FAULT text              # testFault
  | DENY name               # testDeny
  | SILENCE name            # testSilence
  | EXPECT SCENARIO name    # expectScenario
  | EXPECT NO SCENARIO      # expectNoScenario
  | EXPECT STEP name name   # expectStep
  | EXPECT NO dotted        # expectNoCall
  | EXPECT name INT         # expectCount
  | EXPECT name name        # expectWord
  | EXPECT name             # expectFlag
  | EXPECT expr             # expectCondition
  ;

// Modules

module : MODULE name LBRACE moduleItem* RBRACE;

moduleItem
  : recordDecl   # moduleRecord
  | enumDecl     # moduleEnum
  | typeDecl     # moduleType
  | evidenceDecl # moduleEvidence
  | nativeDecl   # moduleNative
  | actionDecl   # moduleAction
  ;

recordDecl   : RECORD name LBRACE (field COMMA?)* RBRACE;
field        : word COLON typeRef;
enumDecl     : ENUM name LBRACE name (COMMA name)* COMMA? RBRACE;
typeDecl     : TYPE name (IS name)? (EQ typeRef (MATCHES text)?)?;
evidenceDecl : EVIDENCE name LESS name GREATER;

nativeDecl : NATIVE ACTION word typeParams? parameters (ARROW typeRef)? effect (LBRACE actionClause* RBRACE)?;

actionDecl  : ACTION word typeParams? parameters (actionValue | block);
actionValue : (ARROW typeRef)? EQ expr;

typeParams : LESS name (COMMA name)* GREATER;
parameters : LPAREN (parameter (COMMA parameter)* COMMA?)? RPAREN;
parameter  : word COLON typeRef (FRESH DURATION)? (EQ expr)?;
effect     : PURE | READS | MUTATES | DESTROYS;

actionClause
  : IDEMPOTENT                # clauseIdempotent
  | IRREVERSIBLE              # clauseIrreversible
  | DECIDED BY PERSON text    # clauseDecidedByPerson
  | DECIDED BY expr           # clauseDecidedBy
  | NEEDS name text           # clauseNeeds
  | TOUCHES expr              # clauseTouches
  | ABOUT expr                # clauseAbout
  | AFFECTS expr name         # clauseAffects
  | TIMEOUT DURATION          # clauseTimeout
  ;

// Statements

block : LBRACE statement* RBRACE;

statement
  : let                                                                    # letStatement
  | step                                                                   # stepStatement
  | GUARD text expr (FRESH DURATION)? (ELSE refusal)?                      # guardStatement
  | WARN text expr                                                         # warnStatement
  | APPROVE text BY ANOTHER? text WITHIN expr (ELSE refusal)? (ON TIMEOUT refusal)? # approveStatement
  | DO expr actingClause*                                                  # doStatement
  | VERIFY text expr WITHIN expr EVERY expr                                # verifyStatement
  | AWAIT text? expr WITHIN expr EVERY expr (ELSE refusal)?                # awaitStatement
  | YIELD name EQ expr                                                     # yieldStatement
  | UNDO block                                                             # undoStatement
  | UNDO NONE BECAUSE text                                                 # undoNoneStatement
  | UNDO KEEP BECAUSE text                                                 # undoKeepStatement
  | ON FAILURE block                                                       # onFailureStatement
  | ON FAILURE escalation                                                  # onFailureEscalateStatement
  | escalation                                                             # escalateStatement
  | PARALLEL block                                                         # parallelStatement
  | FOR name IN expr (MAX INT AT ONCE)? block                              # forStatement
  | ifBranch                                                               # ifStatement
  | CALL name arguments                                                    # callStatement
  | MANUAL text BY text WITHIN expr manualBody?                        # manualStatement
  | ABORT text                                                             # abortStatement
  | block                                                                  # blockStatement
  ;

step         : STEP name text stepClause* block;
ifBranch     : IF expr block (ELSE (ifBranch | block))?;
escalation   : ESCALATE TO text (WITH expr)?;
manualBody   : LBRACE (EVIDENCE name COLON typeRef text)* RBRACE;

stepClause
  : actingClause     # stepActing
  | LIMIT expr name  # stepLimit
  ;

/** How often and how long: on a step it holds for the whole of it, behind a call for that call. */
actingClause
  : RETRY INT TIMES BACKOFF DURATION DOT_DOT DURATION  # actingRetry
  | TIMEOUT DURATION                                   # actingTimeout
  ;

refusal
  : SKIP_              # refuseSkip
  | ABORT text?        # refuseAbort
  | USE name           # refuseUse
  ;

// Expressions, the tightest binding first

expr
  : expr DOT word arguments                                                          # methodCall
  | expr DOT word                                                                    # member
  | expr LBRACKET expr RBRACKET                                                      # index
  | MINUS expr                                                                       # minus
  | expr (STAR | SLASH) expr                                                         # product
  | expr (PLUS | MINUS) expr                                                         # sum
  | expr DOT_DOT expr                                                                # range
  | expr COALESCE expr                                                               # coalesce
  | expr (EQ_EQ | NOT_EQ | LESS | LESS_EQ | GREATER | GREATER_EQ | IN | MATCHES) expr # comparison
  | NOT expr                                                                         # negation
  | expr AND expr                                                                    # conjunction
  | expr OR expr                                                                     # disjunction
  | IF expr THEN expr ELSE expr                                                      # conditional
  | primary                                                                          # primaryExpr
  ;

arguments : LPAREN (argument (COMMA argument)* COMMA?)? RPAREN;
argument  : (word COLON)? expr;

primary
  : literal                                                                 # literalPrimary
  | text                                                                    # textPrimary
  | sql                                                                     # sqlPrimary
  | quantifier=(COUNT | ANY | ALL) LPAREN name IN expr (WHERE expr)? RPAREN # quantified
  | MATCH expr LBRACE (matchArm COMMA?)* RBRACE                             # matchPrimary
  | LBRACKET (expr (drawn | (COMMA expr)* COMMA?))? RBRACKET                # listPrimary
  | LBRACE (mapEntry (COMMA mapEntry)* COMMA?)? RBRACE                      # mapPrimary
  | LPAREN expr RPAREN                                                      # parenthesised
  | name arguments?                                                         # namePrimary
  ;

drawn    : FOR name IN expr (WHERE expr)?;
matchArm : name ARROW expr  # namedArm
         | ELSE ARROW expr  # elseArm
         ;
mapEntry : expr COLON expr;

literal
  : (TRUE | FALSE)  # boolLiteral
  | NONE            # noneLiteral
  | INT             # intLiteral
  | DECIMAL         # decimalLiteral
  | DURATION        # durationLiteral
  | BYTES           # bytesLiteral
  | PERCENT         # percentLiteral
  | DATE            # dateLiteral
  | INSTANT         # instantLiteral
  ;

text
  : QUOTE textPart* TEXT_CLOSE  # quotedText
  | RAW_STRING                  # rawText
  ;

textPart
  : (TEXT_CHARS | TEXT_DOLLAR)     # textChars
  | TEXT_ESCAPE                    # textEscape
  | TEXT_OPEN_EXPR expr RBRACE     # textExpr
  ;

sql     : SQL_OPEN sqlPart* SQL_CLOSE (AS rowType)?;
sqlPart : (SQL_CHARS | SQL_QUOTE | SQL_DOLLAR)  # sqlChars
        | SQL_OPEN_EXPR expr RBRACE            # sqlExpr
        ;

/**
 * The record that a row becomes. It is no `typeRef`: an expression may go on with a dot or a sign
 * behind it, and each `typeRef` everywhere would have to look far ahead to tell that apart.
 */
rowType : name (DOT word)*;

// Types

typeRef : dotted (LESS typeRef (COMMA typeRef)* GREATER)? QUESTION?;
dotted  : name (DOT word)*;

/** A name; keywords that begin no sentence where a name may stand can be names too. */
name
  : IDENT
  | OWNER | SEVERITY | ALERT | SYMPTOM | CONTACT | TAGS | EXAMPLE | TASK | TEST | TYPE | RECORD
  | WORLD | FAULT | PERSON | ABOUT | TIMES | MAX | ONCE | TO | NO | BACKOFF | FAILURE | ANOTHER
  | LIMIT | TIMEOUT | EVIDENCE | PURE | READS | NEEDS | KEEP | SILENCE | DENY
  | REVIEWED | RELATED | DECIDED | TOUCHES | AFFECTS | IDEMPOTENT | RECOVERED | RETRY
  ;

/** A name where nothing else can stand: behind a dot or before a colon. */
word
  : name
  | COUNT | ANY | ALL | IN | BY | EVERY | WITH | AT | AS | IS | ON | FRESH | WITHIN | WHEN | WHERE
  | USE | MODULE | ACTION | MATCH | STEP | SCENARIO | PARAM | VERIFY | CALL | AWAIT
  ;
