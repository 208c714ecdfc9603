/* fuzz: extract */
#include <assert.h>
#include <stdint.h>

#include "common/utf8.h"
#include "extract/charset.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* The first line is the label, the rest the page: whatever they are, what
 * comes out is UTF-8 without a NUL. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str rest = str_n((const char *)data, n);
	struct str label;
	struct charset charset;
	struct err err = { .reason = "" };
	struct buf out;
	if (!str_cut(&rest, '\n', &label) || rest.s == NULL)
		return 0;
	buf_init(&out, (size_t)1 << 20);
	if (charset_decode(rest, label, &out, &charset, &err) == RC_OK) {
		assert(utf8_valid(charset.text) == charset.text.n);
		assert(str_chr(charset.text, '\0') == charset.text.n);
	}
	buf_free(&out);
	return 0;
}
