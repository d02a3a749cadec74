// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/check_configuration.h"

#include "common/config/cid_conf.h"
#include "common/config/image_db.h"
#include "common/config/limits.h"
#include "common/config/node_db.h"
#include "common/config/power_conf.h"

#include <QFile>
#include <QHash>

#include <algorithm>
#include <functional>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

using Read = std::function<Status(const Document &)>;

/// Empties the line where a mistake stands, or the whole section where it is the section's; the others keep their
/// numbers. False where it stands in another file.
bool leaveOut(QByteArrayList &lines, const Error &mistake, const QString &path)
{
    const qsizetype line = mistake.arguments.value(u"line"_s).toLongLong() - 1;
    if (mistake.arguments.value(u"file"_s) != path || line < 0 || line >= lines.size() || lines[line].isEmpty())
        return false;
    const bool isSection = lines[line].trimmed().startsWith('[');
    lines[line].clear();
    for (qsizetype i = line + 1; isSection && i < lines.size() && !lines[i].trimmed().startsWith('['); ++i)
        lines[i].clear();
    return true;
}

/// Readers stop at the first mistake. What it stands in is left out then, and the rest is read once more.
QList<Error> mistakesIn(const QString &path, const Read &read)
{
    const auto loaded = Document::load(path);
    if (!loaded && loaded.error().kind != ErrorKind::Invalid)
        return {loaded.error()};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {errnoError("config.read", path)};
    QByteArrayList lines = file.readAll().split('\n');
    QList<Error> mistakes;
    while (mistakes.size() < config::maxErrors) {
        const auto document = Document::parse(lines.join('\n'), path);
        const Status status = document ? read(*document) : Status(fail(document.error()));
        if (status)
            break;
        mistakes.append(status.error());
        if (!leaveOut(lines, status.error(), path))
            break;
    }
    std::stable_sort(mistakes.begin(), mistakes.end(), [](const Error &a, const Error &b) {
        return a.arguments.value(u"line"_s).toInt() < b.arguments.value(u"line"_s).toInt();
    });
    return mistakes;
}

template <typename T> Status statusOf(const Result<T> &result)
{
    return result ? Status() : Status(fail(result.error()));
}

/// Where each file is right by itself.
class Together
{
public:
    Together(const CidConf &conf, const QList<ImageDefinition> &images)
        : m_conf(conf)
        , m_images(images)
    { }

    /// Where it cannot be read nothing is held against it: not everybody may.
    void usePower(const PowerConfs &power) { m_power = power; }

    [[nodiscard]] QList<Error> check(const Document &cidConf, const Document &nodes, const Document &images)
    {
        checkKeys(cidConf);
        for (const Section &section : nodes.sections())
            checkNode(section);
        for (const Section &section : images.sections())
            checkSignature(section);
        return m_errors;
    }

private:
    void add(const Place &place, const QString &text) { m_errors.append(placedError("config.apart", place, text)); }

    void checkKeys(const Document &cidConf)
    {
        QHash<QString, QString> holders{{m_conf.captKey, u"capt_key"_s}, {m_conf.operatorKey, u"operator_key"_s}};
        for (const Section &section : cidConf.sections()) {
            const SectionReader reader(section);
            if (section.type == u"cid")
                checkServer(reader);
            const ClientKeyConf *key = section.name.isEmpty() ? nullptr : findClientKey(m_conf, section.name);
            if (!key)
                continue;
            if (holders.contains(key->keyFile)) {
                add(reader.place("key"),
                    u"found the key file of %1 again: who holds it could be either"_s.arg(holders.value(key->keyFile)));
            }
            holders.insert(key->keyFile, key->name);
        }
    }

    void checkServer(const SectionReader &reader)
    {
        if (m_conf.port == m_conf.httpPort)
            add(reader.place(reader.has("http_port") ? "http_port" : "port"),
                u"found %1 for both port and http_port"_s.arg(m_conf.port));
        if (m_conf.captKey == m_conf.operatorKey)
            add(reader.place("capt_key"), u"found the key file of operator_key: schedulers would be operators"_s);
        if (m_conf.requireSignature && m_conf.imageKeys.isEmpty())
            add(reader.place("require_signature"), u"found yes without image_keys: every image would be refused"_s);
    }

    void checkNode(const Section &section)
    {
        const SectionReader reader(section);
        checkImage(reader);
        QString power;
        reader.text("power", power);
        if (power.isEmpty() || !m_power || m_power->contains(power))
            return;
        const QString near = nearestWord(power, m_power->keys());
        add(reader.place("power"),
            u"found \"%1\", which power.conf does not have"_s.arg(power)
                + (near.isEmpty() ? QString() : u"; did you mean \"%1\"?"_s.arg(near)));
    }

    void checkImage(const SectionReader &reader)
    {
        QString text;
        reader.text("image", text);
        if (text.isEmpty())
            return;
        const auto full = ImageId::parse(text);
        QStringList names;
        for (const ImageDefinition &image : m_images) {
            if (image.name == text || (full && image.name == full->name))
                return;
            names.append(image.name);
        }
        const QString near = nearestWord(text, names);
        add(reader.place("image"),
            u"found \"%1\", which image_db does not have"_s.arg(text)
                + (near.isEmpty() ? QString() : u"; did you mean \"%1\"?"_s.arg(near)));
    }

    void checkSignature(const Section &section)
    {
        const SectionReader reader(section);
        bool isRequired = false;
        reader.yesNo("require_signature", isRequired);
        if (isRequired && m_conf.imageKeys.isEmpty())
            add(reader.place("require_signature"),
                u"found yes, and cid.conf has no image_keys: the image would be refused"_s);
    }

    const CidConf &m_conf;
    const QList<ImageDefinition> &m_images;
    std::optional<PowerConfs> m_power;
    QList<Error> m_errors;
};

} // namespace

QList<Error> checkConfiguration(const QString &cidConf)
{
    QList<Error> errors = mistakesIn(cidConf, [](const Document &document) { return statusOf(readCidConf(document)); });
    // Where cid.conf is wrong it may name other files than it seems; those beside it are looked into all the same.
    const CidConf conf = loadCidConf(cidConf).value_or(cidConfDefaults(cidConf));
    errors += mistakesIn(conf.nodeDb, [](const Document &document) { return statusOf(NodeDb::read(document)); });
    errors += mistakesIn(conf.imageDb, [](const Document &document) { return statusOf(readImageDb(document)); });
    const auto power = loadPowerConf(conf.powerConf);
    // It is root's, and may be for nobody else's eyes.
    if (!power && power.error().kind != ErrorKind::Io)
        errors.append(power.error());
    const auto images = loadImageDb(conf.imageDb);
    const auto main = Document::load(cidConf);
    const auto nodes = Document::load(conf.nodeDb);
    const auto definitions = Document::load(conf.imageDb);
    if (!errors.isEmpty() || !images || !main || !nodes || !definitions)
        return errors;
    Together together(conf, *images);
    if (power)
        together.usePower(*power);
    return together.check(*main, *nodes, *definitions);
}

} // namespace cid
