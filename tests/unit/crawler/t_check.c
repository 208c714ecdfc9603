#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#include "crawler/check.h"
#include "tests/unit/crawler/rig.h"

/* Looks at one file; what is said of it, without its name. */
static const char *
look(struct rig *rig, char *path)
{
	char *files[] = { path };
	struct err err = { 0 };
	buf_clear(&rig->stage.out);
	rig->stage.files = files;
	rig->stage.nfiles = 1;
	assert_int_equal(check(&rig->stage, &err), RC_OK);
	return strstr(rig->stage.out.s, ": ") + 2;
}

/* The archive of a run that fetched one page, in chunks. */
static char *
archived(struct rig *rig, char path[2 * FOLDER_MAX])
{
	struct err err = { 0 };
	const struct task *t = rig_take(rig, TASK_ARTICLE, "https://x.kz/n/1");
	assert_int_equal(rig_answer(rig, t,
			     "HTTP/1.1 200 OK\r\nTransfer-Encoding: "
			     "chunked\r\n\r\n"
			     "4\r\nbody\r\n0\r\n\r\n",
			     &err),
	    RC_OK);
	rig_close(rig);
	rig_open(rig);
	return folder_path(&rig->folder,
	    "data/warc/sandyq-20260301060000-00001.warc.gz", path);
}

static void
good_file_is_counted(void **state)
{
	struct rig *rig = *state;
	char path[2 * FOLDER_MAX];
	assert_string_equal(look(rig, archived(rig, path)),
	    "records=3 warcinfo=1 response=1 request=1 digests=4 bad=0\n");
	assert_int_equal(rig->stage.bad, 0);
}

static void
torn_tail_is_refused_and_the_rest_counted(void **state)
{
	struct rig *rig = *state;
	char path[2 * FOLDER_MAX];
	FILE *f = fopen(archived(rig, path), "r+");
	assert_non_null(f);
	assert_int_equal(fseek(f, -9, SEEK_END), 0);
	assert_int_equal(ftruncate(fileno(f), ftell(f)), 0);
	(void)fclose(f);
	assert_string_equal(look(rig, path),
	    "records=2 warcinfo=1 response=1 digests=3 bad=1\n");
	assert_int_equal(rig->stage.bad, 1);
}

static void
digest_that_disagrees_is_refused(void **state)
{
	struct rig *rig = *state;
	char path[2 * FOLDER_MAX];
	folder_write(&rig->folder, "a.warc",
	    "WARC/1.1\r\nWARC-Type: resource\r\n"
	    "WARC-Record-ID: <urn:uuid:1>\r\n"
	    "WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"
	    "Content-Length: 4\r\n\r\nbody\r\n\r\n");
	assert_string_equal(look(rig,
				folder_path(&rig->folder, "a.warc", path)),
	    "records=1 resource=1 digests=0 bad=1\n");
}

static void
what_is_no_warc_is_refused(void **state)
{
	struct rig *rig = *state;
	char path[2 * FOLDER_MAX];
	folder_write(&rig->folder, "a.warc", "nothing of the kind");
	(void)look(rig, folder_path(&rig->folder, "a.warc", path));
	assert_true(rig->stage.bad > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(good_file_is_counted, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    torn_tail_is_refused_and_the_rest_counted, rig_up,
		    rig_down),
		cmocka_unit_test_setup_teardown(
		    digest_that_disagrees_is_refused, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(what_is_no_warc_is_refused,
		    rig_up, rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
