// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/ready_test.h"

#include <QProcess>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxUnitName = 255; // systemd's own limit

Error badTest(const QString &found, const QString &expected)
{
    return makeError(ErrorKind::Invalid, "ready.bad-test",
                     u"found \"%1\", expected %2"_s.arg(found.left(80), expected));
}

// The characters that systemd.unit(5) allows. A leading minus would be an option of systemctl.
bool isUnitName(const QString &name)
{
    const auto isGood = [](QChar letter) {
        const char16_t c = letter.unicode();
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || u":-_.\\@"_s.contains(letter);
    };
    return !name.isEmpty() && name.size() <= maxUnitName && !name.startsWith(u'-')
        && std::all_of(name.begin(), name.end(), isGood);
}

} // namespace

Result<ReadyTest> readReadyTest(const QString &text)
{
    const QString found = text.trimmed();
    const QString value = found.section(u':', 1).trimmed();
    ReadyTest test;
    if (found.startsWith("unit:"_L1)) {
        if (!isUnitName(value))
            return fail(badTest(found, u"the name of a unit behind unit:, such as slurmd.service"_s));
        test.kind = ReadyTest::Kind::Unit;
        test.unit = value;
        return test;
    }
    if (found.startsWith("port:"_L1)) {
        bool isNumber = false;
        test.port = value.toUShort(&isNumber);
        if (!isNumber || test.port == 0)
            return fail(badTest(found, u"a number from 1 to 65535 behind port:"_s));
        test.kind = ReadyTest::Kind::Port;
        return test;
    }
    test.program = QProcess::splitCommand(found);
    if (test.program.isEmpty() || !test.program.first().startsWith(u'/'))
        return fail(badTest(found, u"unit:NAME, port:NUMBER or the absolute path of a program"_s));
    return test;
}

} // namespace cid
