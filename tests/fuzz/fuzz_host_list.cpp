// SPDX-License-Identifier: GPL-3.0-or-later
// Any text is a list of valid names or an error; folding it loses nothing.
#include "common/base/ids.h"
#include "common/config/host_list.h"

using namespace cid;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    auto names = expandHostList(text, [](const QString &group) -> Result<QStringList> { return QStringList{group}; });
    if (!names || names->size() > 1000)
        return 0;
    const bool allValid = std::all_of(names->begin(), names->end(), isValidNodeName);
    if (names->isEmpty() || (!allValid && !text.contains(QLatin1Char('@'))))
        abort();
    if (!allValid)
        return 0;
    auto again = expandHostList(foldHostList(*names));
    if (!again)
        abort();
    names->sort();
    again->sort();
    if (*again != *names)
        abort();
    return 0;
}
