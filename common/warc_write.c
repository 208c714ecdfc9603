#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/file.h"
#include "common/gzip.h"
#include "common/mem.h"
#include "common/warc.h"

#define WHOLE_MAX ((size_t)1 << 20) /* larger blocks are packed in pieces */
#define PIECE     ((size_t)256 << 10)
#define TEXT_MAX  (2 * WARC_HEADER_MAX + WHOLE_MAX)
/* Incompressible bytes grow in a member, by less than its half. */
#define MEMBER_MAX (2 * TEXT_MAX)
#define RECORD_END STR("\r\n\r\n")

struct warc_writer {
	char *path;
	char *open_path; /* the name while it is written */
	int fd;
	int64_t size; /* of the whole members written */
	struct gzip_packer *packer;
	struct buf text;
	struct buf member;
};

static void
writer_free(struct warc_writer *w)
{
	if (w->fd >= 0)
		(void)close(w->fd);
	gzip_packer_free(w->packer);
	buf_free(&w->text);
	buf_free(&w->member);
	free(w->open_path);
	free(w->path);
	free(w);
}

enum rc
warc_writer_new(const char *path, struct warc_writer **out, struct err *err)
{
	struct warc_writer *w = mem_zero(1, sizeof(*w));
	buf_init(&w->text, TEXT_MAX);
	buf_init(&w->member, MEMBER_MAX);
	buf_printf(&w->text, "%s.open", path);
	w->path = mem_dup(path, strlen(path));
	w->open_path = buf_take(&w->text, NULL);
	w->packer = gzip_packer_new();
	/* Never a file that is there already: what stands in it is somebody's
	 * archive. */
	w->fd =
	    open(w->open_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (w->fd < 0) {
		const enum rc rc = err_errno(err, RC_FAIL, "%s", w->open_path);
		writer_free(w);
		return rc;
	}
	*out = w;
	return RC_OK;
}

/* A line end in a value would be the next field's line. */
static bool
is_line(struct str x)
{
	for (size_t i = 0; i < x.n; i++)
		if (x.s[i] == '\r' || x.s[i] == '\n' || x.s[i] == '\0')
			return false;
	return true;
}

/* The header lines of a record, with the blank one. */
static enum rc
header_compose(struct buf *text, const struct warc_field *fields, size_t n,
    size_t block, struct err *err)
{
	buf_clear(text);
	buf_text(text, "WARC/1.1\r\n");
	for (size_t i = 0; i < n; i++) {
		const struct warc_field *f = &fields[i];
		if (f->name.n == 0 || !is_line(f->name) || !is_line(f->value))
			return err_set(err, RC_BAD,
			    "WARC field \"%.*s\" is not one line",
			    STR_ARG(str_head(f->name, 64)));
		buf_str(text, f->name);
		buf_text(text, ": ");
		buf_str(text, f->value);
		buf_text(text, "\r\n");
	}
	buf_printf(text, "Content-Length: %zu\r\n\r\n", block);
	if (text->bad || text->n > WARC_HEADER_MAX)
		return err_set(err, RC_BAD, "WARC header is over %zu bytes",
		    WARC_HEADER_MAX);
	if (block > WARC_BLOCK_MAX)
		return err_set(err, RC_BAD, "WARC block is over %zu bytes",
		    WARC_BLOCK_MAX);
	return RC_OK;
}

/* Writes what is packed, and forgets it. */
static bool
member_flush(struct warc_writer *w, size_t *written)
{
	const bool good = file_write_all(w->fd, buf_view(&w->member));
	*written += w->member.n;
	buf_clear(&w->member);
	return good;
}

static bool
member_whole(struct warc_writer *w, struct str block, size_t *written)
{
	buf_str(&w->text, block);
	buf_str(&w->text, RECORD_END);
	gzip_pack(w->packer, buf_view(&w->text), &w->member);
	return member_flush(w, written);
}

/* A large block is held once, by who made it: it is packed and written piece
 * by piece. */
static bool
member_pieces(struct warc_writer *w, struct str block, size_t *written)
{
	struct gzip *g = gzip_new();
	bool good = true;
	gzip_add(g, buf_view(&w->text), false, &w->member);
	while (good && block.n > 0) {
		gzip_add(g, str_head(block, PIECE), false, &w->member);
		block = str_from(block, PIECE);
		good = member_flush(w, written);
	}
	gzip_add(g, RECORD_END, true, &w->member);
	gzip_free(g);
	return good && member_flush(w, written);
}

enum rc
warc_put(struct warc_writer *w, const struct warc_field *fields, size_t n,
    struct str block, struct err *err)
{
	size_t written = 0;
	enum rc rc = header_compose(&w->text, fields, n, block.n, err);
	if (rc != RC_OK)
		return rc;
	if (block.n > WHOLE_MAX ? member_pieces(w, block, &written)
				: member_whole(w, block, &written)) {
		w->size += (int64_t)written;
		return RC_OK;
	}
	rc = err_errno(err, RC_FAIL, "%s", w->open_path);
	/* A full disk leaves whole members behind, not half a one. */
	(void)!ftruncate(w->fd, w->size);
	(void)lseek(w->fd, w->size, SEEK_SET);
	return rc;
}

int64_t
warc_size(const struct warc_writer *w)
{
	return w->size;
}

enum rc
warc_sync(struct warc_writer *w, struct err *err)
{
	if (fsync(w->fd) != 0)
		return err_errno(err, RC_FAIL, "%s", w->open_path);
	return RC_OK;
}

/* The new name is safe only when its folder is on the disk too. */
static enum rc
folder_sync(const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');
	const size_t n = slash == NULL ? 1 : (size_t)(slash - path) + 1;
	char *folder = mem_dup(slash == NULL ? "." : path, n);
	const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum rc rc = RC_OK;
	if (fd < 0 || fsync(fd) != 0)
		rc = err_errno(err, RC_FAIL, "%s", folder);
	if (fd >= 0)
		(void)close(fd);
	free(folder);
	return rc;
}

enum rc
warc_commit(struct warc_writer *w, struct err *err)
{
	enum rc rc = warc_sync(w, err);
	if (rc == RC_OK && rename(w->open_path, w->path) != 0)
		rc = err_errno(err, RC_FAIL, "%s", w->path);
	if (rc == RC_OK)
		rc = folder_sync(w->path, err);
	writer_free(w);
	return rc;
}

void
warc_abort(struct warc_writer *w)
{
	if (w == NULL)
		return;
	(void)unlink(w->open_path);
	writer_free(w);
}

void
warc_leave(struct warc_writer *w)
{
	if (w != NULL)
		writer_free(w);
}

void
warc_id(const unsigned char random[16], char out[WARC_ID_MAX])
{
	unsigned char b[16];
	memcpy(b, random, sizeof(b));
	/* RFC 9562, 5.4: version 4, variant 10. */
	b[6] = (unsigned char)((b[6] & 0x0fu) | 0x40u);
	b[8] = (unsigned char)((b[8] & 0x3fu) | 0x80u);
	(void)snprintf(out, WARC_ID_MAX,
	    "<urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
	    "%02x%02x%02x%02x%02x%02x>",
	    b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10],
	    b[11], b[12], b[13], b[14], b[15]);
}
