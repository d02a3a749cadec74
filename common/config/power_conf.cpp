// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/power_conf.h"

#include "common/base/ids.h"
#include "common/config/key_file.h"

#include <QFile>
#include <QFileInfo>

#include <array>
#include <utility>

#include <sys/stat.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr KeyRule viaRule{"via", ValueType::Choice, "what switches the machines", "redfish|ipmi|powerman|command|wake"};
constexpr KeyRule powerKeys[] = {
    viaRule,
    {"address", ValueType::Text,
     "the controller: {node}-bmc.example.org, 10.1.0.7:8443; of powerman its server; of wake the broadcast address"},
    {"system", ValueType::Text, "the Id of the Redfish system, where a controller has several"},
    {"user", ValueType::Text, "who signs in at the controller"},
    {"password_file", ValueType::Path, "a file that only root and cidd can read; its first line is the password"},
    {"ca", ValueType::Path, "certificates (PEM) of who signs those of the controllers"},
    {"fingerprint", ValueType::Words, "SHA-256 of certificates that are good by themselves"},
    {"status", ValueType::Text, "the command that says \"on\" or \"off\" as its last word"},
    {"on", ValueType::Text, "the command that switches a machine on"},
    {"soft_off", ValueType::Text, "the command that asks the operating system to go down"},
    {"off", ValueType::Text, "the command that switches a machine off"},
    {"timeout", ValueType::Duration, "how long one question or command may take"},
    {"soft", ValueType::Duration, "how long an operating system may take to go down; 0: it is not asked"},
    {"settle", ValueType::Duration, "how long it may take until what was ordered can be seen"},
    {"at_once", ValueType::Number, "machines that are switched at one time", "", 1, 1000},
    {"pause", ValueType::Duration, "between two machines that are switched on"},
};
constexpr SectionRule powerSections[] = {{"power", true, powerKeys}};
constexpr Schema powerRules{"power.conf", powerSections};

/// The words of a command as a shell would see them without its magic: blanks part them, double quotes hold together.
QStringList commandWords(const QString &text)
{
    QStringList words;
    QString word;
    bool isQuoted = false;
    bool hasWord = false;
    for (const QChar letter : text) {
        if (letter == u'"') {
            isQuoted = !isQuoted;
            hasWord = true;
        } else if (letter.isSpace() && !isQuoted) {
            if (hasWord)
                words.append(std::exchange(word, {}));
            hasWord = false;
        } else {
            word += letter;
            hasWord = true;
        }
    }
    if (hasWord)
        words.append(word);
    return words;
}

Status readCommands(const Section &section, PowerConf &conf)
{
    const SectionReader reader(section);
    const std::array<std::pair<const char *, QStringList *>, 4> commands{
        {{"status", &conf.status}, {"on", &conf.on}, {"soft_off", &conf.softOff}, {"off", &conf.off}}};
    for (const auto &[key, words] : commands) {
        QString text;
        reader.text(key, text);
        *words = commandWords(text);
        if (!words->isEmpty() && conf.via != PowerVia::Command)
            return fail(placedError("config.bad-value", reader.place(key),
                                    u"found a command, which goes with via = command alone"_s));
        if (!words->isEmpty() && !words->first().startsWith(u'/'))
            return fail(placedError("config.bad-value", reader.place(key),
                                    u"found \"%1\", expected the absolute path of a program"_s.arg(words->first())));
    }
    return {};
}

// The programs that everybody has, in their own words.
void useKnownProgram(PowerConf &conf)
{
    if (conf.via == PowerVia::Powerman) {
        QStringList start{u"/usr/bin/powerman"_s};
        if (!conf.address.isEmpty())
            start += {u"-h"_s, conf.address};
        conf.status = start + QStringList{u"-x"_s, u"-q"_s, u"{node}"_s};
        conf.on = start + QStringList{u"-1"_s, u"{node}"_s};
        conf.off = start + QStringList{u"-0"_s, u"{node}"_s};
    } else if (conf.via == PowerVia::Ipmi) {
        const QStringList start{u"/usr/bin/ipmitool"_s, u"-I"_s,      u"lanplus"_s, u"-H"_s,
                                conf.address,           u"-U"_s,      conf.user,    u"-f"_s,
                                conf.passwordFile,      u"chassis"_s, u"power"_s};
        conf.status = start + QStringList{u"status"_s};
        conf.on = start + QStringList{u"on"_s};
        conf.softOff = start + QStringList{u"soft"_s};
        conf.off = start + QStringList{u"off"_s};
    }
}

Status checkNeeds(const Section &section, const PowerConf &conf)
{
    const SectionReader reader(section);
    QByteArrayList needed;
    if (conf.via == PowerVia::Redfish || conf.via == PowerVia::Ipmi)
        needed = {"address", "user", "password_file"};
    else if (conf.via == PowerVia::Command)
        needed = {"status", "on", "off"};
    for (const QByteArray &key : std::as_const(needed)) {
        if (!reader.has(key.constData()))
            return fail(
                placedError("config.missing", section.place,
                            u"\"%1\" is missing, which this way of switching needs"_s.arg(QString::fromLatin1(key))));
    }
    if (conf.via == PowerVia::Redfish && conf.ca.isEmpty() && conf.fingerprints.isEmpty()) {
        return fail(placedError("config.missing", section.place,
                                u"\"ca\" or \"fingerprint\" is missing: without one of them the password would go to "
                                "whoever answers"_s));
    }
    return {};
}

Status readFingerprints(const SectionReader &reader, PowerConf &conf)
{
    QStringList words;
    reader.words("fingerprint", words);
    for (const QString &word : std::as_const(words)) {
        // As openssl prints them, too: AB:CD:...
        const QByteArray hex = word.toLatin1().replace(':', QByteArray()).toLower();
        const QByteArray bytes = QByteArray::fromHex(hex);
        if (bytes.size() != 32 || bytes.toHex() != hex)
            return fail(placedError("config.bad-value", reader.place("fingerprint"),
                                    u"found \"%1\", expected 64 hexadecimal digits"_s.arg(word.left(100))));
        conf.fingerprints.append(bytes);
    }
    return {};
}

Result<PowerConf> readSection(const Section &section)
{
    if (!isValidNodeName(section.name))
        return fail(placedError(
            "config.bad-value", section.place,
            u"found \"%1\", expected a name of letters, digits, '-', '.' and '_'"_s.arg(section.name.left(60))));
    const SectionReader reader(section);
    PowerConf conf;
    conf.name = section.name;
    if (!reader.has("via"))
        return fail(placedError("config.missing", section.place, u"\"via\" is missing: what switches the machines?"_s));
    reader.choice(viaRule, conf.via);
    reader.text("address", conf.address);
    reader.text("system", conf.system);
    reader.text("user", conf.user);
    reader.path("password_file", conf.passwordFile);
    reader.path("ca", conf.ca);
    reader.duration("timeout", conf.timeout);
    reader.duration("soft", conf.soft);
    reader.duration("settle", conf.settle);
    reader.number("at_once", conf.atOnce);
    reader.duration("pause", conf.pause);
    for (const Status &status :
         {readFingerprints(reader, conf), readCommands(section, conf), checkNeeds(section, conf)}) {
        if (!status)
            return fail(status.error());
    }
    useKnownProgram(conf);
    return conf;
}

// Whoever can write it can run programs as the server, so that is root alone.
Status checkOwner(const QString &path)
{
    struct stat facts{};
    if (::stat(QFile::encodeName(path).constData(), &facts) != 0)
        return fail(errnoError("power.unsafe", path));
    if (facts.st_uid == 0 && (facts.st_mode & (S_IWGRP | S_IWOTH)) == 0)
        return {};
    return fail(makeError(ErrorKind::Refused, "power.unsafe",
                          u"%1 belongs to user %2 and has mode %3; what it says is run by the server: chown root and "
                          "chmod go-w it"_s.arg(path)
                              .arg(facts.st_uid)
                              .arg(facts.st_mode & 07777, 4, 8, QLatin1Char('0'))));
}

} // namespace

const Schema &powerConfSchema()
{
    return powerRules;
}

Result<PowerConfs> readPowerConf(const Document &document)
{
    const QList<Error> mistakes = checkDocument(document, powerRules);
    if (!mistakes.isEmpty())
        return fail(mistakes.first());
    PowerConfs all;
    for (const Section &section : document.sections()) {
        auto conf = readSection(section);
        if (!conf)
            return fail(conf.error());
        if (all.contains(conf->name))
            return fail(
                placedError("config.repeated", section.place, u"found the section \"%1\" again"_s.arg(conf->name)));
        all.insert(conf->name, std::move(*conf));
    }
    return all;
}

Result<PowerConfs> loadPowerConf(const QString &path)
{
    if (!QFileInfo::exists(path))
        return PowerConfs();
    if (const Status safe = checkOwner(path); !safe)
        return fail(safe.error());
    const auto document = Document::load(path);
    if (!document)
        return fail(document.error());
    for (const Section &section : document->sections()) {
        const Status safe = section.place.file == path ? Status() : checkOwner(section.place.file);
        if (!safe)
            return fail(safe.error());
    }
    return readPowerConf(*document);
}

Result<QByteArray> readPassword(const PowerConf &conf)
{
    const auto content = readSecretFile(conf.passwordFile, conf.keyGroup);
    return content ? Result<QByteArray>(content->split('\n').first()) : fail(content.error());
}

Status checkPasswords(const PowerConfs &confs)
{
    for (const PowerConf &conf : confs) {
        const auto password = conf.passwordFile.isEmpty() ? QByteArray() : readPassword(conf);
        if (!password)
            return fail(withContext(password.error(), u"power.conf, section \"%1\""_s.arg(conf.name)));
    }
    return {};
}

QString filledIn(const QString &text, const QString &node)
{
    return QString(text).replace("{node}"_L1, node);
}

} // namespace cid
