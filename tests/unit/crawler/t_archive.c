#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/file.h"
#include "crawler/archive.h"
#include "tests/unit/crawler/folder.h"

#define HEAD    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
#define REQUEST "GET /a HTTP/1.1\r\nHost: x.kz\r\n\r\n"

#define EARLIER "https://x.kz/old 2026-02-01T00:00:00Z"

static int64_t
fixed_now(void *arg)
{
	(void)arg;
	return 1772344800; /* 2026-03-01T06:00:00Z */
}

static struct archive *
open_with(const struct folder *f, int64_t file_max)
{
	struct err err = { 0 };
	struct archive *a = NULL;
	const struct archive_spec spec = {
		.folder = f->path,
		.clock = { .now = fixed_now },
		.user_agent = "sandyq/0.1 (+a@b.kz)",
		.file_max = file_max,
	};
	assert_int_equal(archive_new(&spec, &a, &err), RC_OK);
	return a;
}

static struct archive *
open_in(const struct folder *f)
{
	return open_with(f, 1 << 20);
}

static struct archive_exchange
exchange(enum archive_kind kind)
{
	return (struct archive_exchange){
		.kind = kind,
		.url = STR("https://x.kz/a"),
		.date = 1772344800,
		.ip = STR("192.0.2.7"),
		.request = STR(REQUEST),
		.message = STR(HEAD "body"),
		.head = strlen(HEAD),
		.payload_digest = STR("PAYLOADPAYLOADPAYLOADPAYLOADPAYL"),
		.earlier_id = STR("<urn:uuid:1>"),
		.earlier_url = STR("https://x.kz/old"),
		.earlier_date = STR("2026-02-01T00:00:00Z"),
	};
}

static void
put(struct archive *a, enum archive_kind kind)
{
	char id[WARC_ID_MAX];
	struct err err = { 0 };
	const struct archive_exchange x = exchange(kind);
	assert_int_equal(archive_put(a, &x, id, &err), RC_OK);
	assert_true(str_starts(str_c(id), STR("<urn:uuid:")));
}

static void
close_archive(struct archive *a)
{
	struct err err = { 0 };
	assert_int_equal(archive_sync(a, &err), RC_OK);
	assert_int_equal(archive_close(a, &err), RC_OK);
}

/* One line a record: type, and the fields that matter. */
static void
assert_records(const char *path, const char *expected)
{
	static const char *const fields[] = { "WARC-Profile", "WARC-Refers-To",
		"WARC-Refers-To-Target-URI", "WARC-Refers-To-Date",
		"WARC-Truncated", "WARC-Payload-Digest", "WARC-IP-Address" };
	const size_t n = sizeof(fields) / sizeof(fields[0]);
	struct buf got;
	struct warc_record r;
	struct err err = { 0 };
	const int fd = open(path, O_RDONLY);
	assert_true(fd >= 0);
	struct warc_reader *reader = warc_reader_new(fd, STR_NONE);
	buf_init(&got, 1 << 16);
	while (warc_next(reader, &r, &err) == RC_OK) {
		buf_printf(&got, "%.*s %zu", STR_ARG(r.type), r.block.n);
		for (size_t i = 0; i < n; i++)
			if (warc_field(&r, fields[i]).s != NULL)
				buf_printf(&got, " %.*s",
				    STR_ARG(warc_field(&r, fields[i])));
		buf_chr(&got, '\n');
	}
	assert_string_equal(got.s + str_chr(buf_view(&got), '\n') + 1,
	    expected);
	assert_true(str_starts(buf_view(&got), STR("warcinfo ")));
	warc_reader_free(reader);
	buf_free(&got);
	(void)close(fd);
}

static void
run_without_exchanges_leaves_no_file(void **state)
{
	(void)state;
	struct file_names names;
	struct err err = { 0 };
	struct arena *arena = arena_new(1 << 20);
	const struct folder f = folder_new();
	close_archive(open_in(&f));
	assert_int_equal(file_list(arena, f.path, "", &names, &err), RC_OK);
	assert_int_equal(names.n, 0);
	arena_free(arena);
	folder_free(&f);
}

static void
response_and_request_stand_behind_warcinfo(void **state)
{
	(void)state;
	char path[2 * FOLDER_MAX];
	const struct folder f = folder_new();
	struct archive *a = open_in(&f);
	put(a, ARCHIVE_RESPONSE);
	close_archive(a);
	assert_records(folder_path(&f, "sandyq-20260301060000-00001.warc.gz",
			   path),
	    "response 48 sha1:PAYLOADPAYLOADPAYLOADPAYLOADPAYL 192.0.2.7\n"
	    "request 31 192.0.2.7\n");
	folder_free(&f);
}

static void
revisits_keep_the_head_and_refer_to_the_copy(void **state)
{
	(void)state;
	char path[2 * FOLDER_MAX];
	const struct folder f = folder_new();
	struct archive *a = open_in(&f);
	put(a, ARCHIVE_SAME_PAYLOAD);
	put(a, ARCHIVE_NOT_MODIFIED);
	close_archive(a);
	assert_records(folder_path(&f, "sandyq-20260301060000-00001.warc.gz",
			   path),
	    "revisit 44 http://netpreserve.org/warc/1.1/revisit/"
	    "identical-payload-digest <urn:uuid:1> " EARLIER " "
	    "sha1:PAYLOADPAYLOADPAYLOADPAYLOADPAYL 192.0.2.7\n"
	    "request 31 192.0.2.7\n"
	    "revisit 44 http://netpreserve.org/warc/1.1/revisit/"
	    "server-not-modified <urn:uuid:1> " EARLIER " 192.0.2.7\n"
	    "request 31 192.0.2.7\n");
	folder_free(&f);
}

static void
cut_body_is_marked(void **state)
{
	(void)state;
	char path[2 * FOLDER_MAX];
	char id[WARC_ID_MAX];
	struct err err = { 0 };
	const struct folder f = folder_new();
	struct archive *a = open_in(&f);
	struct archive_exchange x = exchange(ARCHIVE_RESPONSE);
	x.cut = "length";
	x.request = STR("");
	assert_int_equal(archive_put(a, &x, id, &err), RC_OK);
	close_archive(a);
	assert_records(folder_path(&f, "sandyq-20260301060000-00001.warc.gz",
			   path),
	    "response 48 length sha1:PAYLOADPAYLOADPAYLOADPAYLOADPAYL "
	    "192.0.2.7\n");
	folder_free(&f);
}

static void
names_never_meet_even_when_time_stands_still(void **state)
{
	(void)state;
	char path[2 * FOLDER_MAX];
	const struct folder f = folder_new();
	folder_write(&f, "sandyq-20260301060000-00001.warc.gz.open", "x");
	for (int i = 0; i < 2; i++) {
		struct archive *a = open_in(&f);
		put(a, ARCHIVE_RESPONSE);
		close_archive(a);
	}
	assert_true(file_exists(
	    folder_path(&f, "sandyq-20260301060000-00002.warc.gz", path)));
	assert_true(file_exists(
	    folder_path(&f, "sandyq-20260301060000-00003.warc.gz", path)));
	folder_free(&f);
}

static void
full_file_ends_and_the_next_one_begins(void **state)
{
	(void)state;
	struct err err = { 0 };
	const struct folder f = folder_new();
	struct archive *a = open_with(&f, 2000);
	put(a, ARCHIVE_RESPONSE);
	assert_int_equal(archive_rotate(a, &err), RC_OK);
	assert_true(archive_name(a).n > 0);
	while (archive_size(a) < 2000)
		put(a, ARCHIVE_RESPONSE);
	assert_int_equal(archive_rotate(a, &err), RC_OK);
	assert_int_equal(archive_name(a).n, 0);
	put(a, ARCHIVE_RESPONSE);
	assert_true(str_ends(archive_name(a), STR("-00002.warc.gz")));
	close_archive(a);
	folder_free(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(run_without_exchanges_leaves_no_file),
		cmocka_unit_test(response_and_request_stand_behind_warcinfo),
		cmocka_unit_test(revisits_keep_the_head_and_refer_to_the_copy),
		cmocka_unit_test(cut_body_is_marked),
		cmocka_unit_test(full_file_ends_and_the_next_one_begins),
		cmocka_unit_test(names_never_meet_even_when_time_stands_still),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
