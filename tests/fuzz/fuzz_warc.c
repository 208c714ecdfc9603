#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/gzip.h"
#include "common/warc.h"

#define FILE_MAX ((size_t)1 << 20)
#define MODES    4

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(int holds)
{
	if (!holds)
		abort();
}

/* As it is; as one member; as a member between two good ones. */
static void
file_make(struct buf *file, unsigned mode, struct str x)
{
	static const struct str good = { "WARC/1.1\r\nWARC-Type: resource\r\n"
					 "Content-Length: 0\r\n\r\n\r\n\r\n",
		56 };
	struct gzip_packer *p = gzip_packer_new();
	if (mode >= 2)
		gzip_pack(p, good, file);
	if (mode % 2 == 1)
		gzip_pack(p, x, file);
	else
		buf_str(file, x);
	if (mode >= 2)
		gzip_pack(p, good, file);
	gzip_packer_free(p);
}

/* The records lie within the file, in order, and there is an end of them. */
static void
read_all(int fd, struct str head, int64_t size)
{
	struct warc_reader *r = warc_reader_new(fd, head);
	struct warc_record record;
	int64_t calls = 0;
	int64_t offset = 0;
	for (;;) {
		struct err err = { "" };
		const enum rc rc = warc_next(r, &record, &err);
		if (rc == RC_END)
			break;
		must(rc != RC_FAIL);
		must(calls++ <= 8 * size);
		if (rc != RC_OK)
			continue;
		must(record.type.n > 0);
		must(record.offset >= offset && record.length > 0);
		must(record.offset + record.length <= size);
		offset = record.offset;
	}
	warc_reader_free(r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf file;
	if (size < 2)
		return 0;
	buf_init(&file, FILE_MAX);
	file_make(&file, data[0] % MODES,
	    str_n((const char *)data + 2, size - 2));
	const struct str all = buf_view(&file);
	const struct str head = str_head(all, data[1]);
	const struct str rest = str_from(all, head.n);
	const int fd = memfd_create("warc", 0);
	must(fd >= 0);
	must(write(fd, rest.s, rest.n) == (ssize_t)rest.n);
	must(lseek(fd, 0, SEEK_SET) == 0);
	read_all(fd, head, (int64_t)all.n);
	must(close(fd) == 0);
	buf_free(&file);
	return 0;
}
