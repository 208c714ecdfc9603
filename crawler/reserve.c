#include "crawler/reserve.h"

#include <sys/statvfs.h>

enum rc
reserve_check(const char *folder, long bytes, struct err *err)
{
	struct statvfs fs;
	if (statvfs(folder, &fs) != 0)
		return RC_OK;
	const unsigned long long left =
	    (unsigned long long)fs.f_bavail * fs.f_frsize;
	if (left >= (unsigned long long)bytes)
		return RC_OK;
	return err_set(err, RC_FAIL,
	    "disk full: %s has %llu MiB left, a run leaves %ld", folder,
	    left >> 20, bytes >> 20);
}
