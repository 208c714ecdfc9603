#ifndef COMMON_RC_H
#define COMMON_RC_H

/*
 * How a call went.
 *
 * RC_BAD spoils one record: the loop logs it, counts it, writes it to
 * --rejects and goes on.  RC_FAIL spoils the run (disk full, database gone):
 * it travels up to main untouched.  RC_END is the end of a stream, no error.
 * Whoever knows the cause writes the message with err_set(); only the loop
 * prints it.
 */
enum rc {
	RC_OK,
	RC_END,
	RC_BAD,
	RC_FAIL,
};

#define MUST_CHECK     __attribute__((warn_unused_result))
#define PRINTF(f, a)   __attribute__((format(printf, f, a)))
#define ERR_REASON_MAX 512

/* The reason beside an rc; lives on the caller's stack, zeroed. */
struct err {
	char reason[ERR_REASON_MAX];
};

/* Writes the reason (control bytes become '?') and returns rc. */
enum rc err_set(struct err *, enum rc, const char *, ...) PRINTF(3, 4);
/* The same, followed by ": " and the text of errno. */
enum rc err_errno(struct err *, enum rc, const char *, ...) PRINTF(3, 4);
/* Puts "prefix: " before the reason that is there already. */
void err_prefix(struct err *, const char *, ...) PRINTF(2, 3);

#endif
