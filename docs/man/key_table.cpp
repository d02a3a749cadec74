// SPDX-License-Identifier: GPL-3.0-or-later
// key_table SCHEMA TEMPLATE: the manual page TEMPLATE with its line "@KEYS@" replaced by every section and key of the
// schema, so that no page misses a key. For the build alone.
#include "capt/slurm/slurm_conf.h"
#include "common/config/cid_conf.h"
#include "common/config/image_db.h"
#include "common/config/node_db.h"
#include "common/config/power_conf.h"
#include "common/config/top_config.h"

#include <QFile>

#include <cstdio>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

QString escaped(const char *text)
{
    QString result;
    const QString plain = QString::fromUtf8(text);
    for (const QChar character : plain) {
        if (u"_*\\<#~`"_s.contains(character))
            result += u'\\';
        result += character;
    }
    return result;
}

QString valueOf(const KeyRule &rule)
{
    switch (rule.type) {
    case ValueType::Words:
        return u"words between commas or blanks"_s;
    case ValueType::Number:
        return rule.maximum > 0 ? u"%1 to %2"_s.arg(rule.minimum).arg(rule.maximum) : u"a number"_s;
    case ValueType::YesNo:
        return u"yes or no"_s;
    case ValueType::Duration:
        return u"a time such as 90s, 10min, 2h"_s;
    case ValueType::Size:
        return u"a size such as 512M, 20G"_s;
    case ValueType::Choice:
        return escaped(rule.choices).replace(u'|', u" or "_s);
    case ValueType::Path:
        return u"a path; a relative one begins at the file's folder"_s;
    case ValueType::Lines:
        return u"text; the key may stand several times"_s;
    case ValueType::Text:
        break;
    }
    return u"text"_s;
}

QString tableOf(const Schema &schema)
{
    QString text;
    for (const SectionRule &section : schema.sections) {
        text += u"# [%1%2]\n\n"_s.arg(QString::fromLatin1(section.type).toUpper(),
                                      section.isNamed ? u" \"NAME\""_s : QString());
        for (const KeyRule &rule : section.keys) {
            const QString help = escaped(rule.help);
            text +=
                u"*%1* (%2)\n\t%3%4.\n\n"_s.arg(escaped(rule.key), valueOf(rule), help.left(1).toUpper(), help.mid(1));
        }
    }
    return text;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    for (const Schema *schema : {&cidConfSchema(), &nodeDbSchema(), &imageDbSchema(), &topConfigSchema(),
                                 &slurmConfSchema(), &powerConfSchema()}) {
        QFile file(QString::fromLocal8Bit(argv[2]));
        if (qstrcmp(schema->file, argv[1]) != 0 || !file.open(QIODevice::ReadOnly))
            continue;
        QByteArray page = file.readAll();
        page.replace("@KEYS@\n", tableOf(*schema).toUtf8());
        return std::fwrite(page.constData(), 1, static_cast<size_t>(page.size()), stdout) > 0 ? 0 : 1;
    }
    return 1;
}
