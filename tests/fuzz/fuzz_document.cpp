// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are a document or an error with a place; a document comes back byte for byte and can be changed.
#include "common/config/cid_conf.h"
#include "common/config/image_db.h"
#include "common/config/node_db.h"

using namespace cid;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    if (text.contains("include"))
        return 0; // Other files are no part of the input.
    auto document = Document::parse(text, u"fuzz"_s);
    if (!document)
        return document.error().text.startsWith(u"fuzz:"_s) ? 0 : (abort(), 0);
    if (document->text() != text)
        abort();
    for (const Schema *schema : {&cidConfSchema(), &nodeDbSchema(), &imageDbSchema()})
        static_cast<void>(checkDocument(*document, *schema));
    const QString value = QString::fromUtf8(text.right(12)).simplified();
    if (!document->set(u"cid"_s, {}, u"key"_s, value))
        abort();
    const auto again = Document::parse(document->text(), u"fuzz"_s);
    if (!again)
        abort();
    for (const Section &section : again->sections()) {
        if (section.type == "cid"_L1 && section.name.isEmpty() && !section.find(u"key").isEmpty())
            return section.find(u"key").constLast()->value == value ? 0 : (abort(), 0);
    }
    abort();
}
