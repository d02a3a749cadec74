// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/image_db.h"

#include "common/domain/ready_test.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds longestReady = std::chrono::hours(24);

constexpr KeyRule imageKindRule{"kind", ValueType::Choice, "what the image holds", "linux|darwin"};
constexpr KeyRule reuseRule{"reuse", ValueType::Choice, "what to do with a slot that holds the image",
                            "verify|trust|never"};
// In the order of AgentSource.
constexpr KeyRule agentRule{
    "agent", ValueType::Choice,
    "whose cidkid runs in the image: blancmange (default) writes the one that installs into it, image starts its own",
    "image|blancmange|none"};
// In the order of NetworkSource.
constexpr KeyRule networkRule{
    "network", ValueType::Choice,
    "who says how nodes reach the network in the image: node_db (default) is written into it, image leaves it alone",
    "image|node_db"};
constexpr KeyRule imageKeys[] = {
    {"current", ValueType::Text, "the <version>-<subversion> that the bare name means"},
    {"digest", ValueType::Text,
     "the SHA-256 of current's manifest, as mkimg.linux and cidctl image show say it: cidd refuses every other one"},
    {"path", ValueType::Text, "a folder, absolute or below image_dir"},
    {"nfs", ValueType::Text, "server:/path"},
    {"https", ValueType::Text, "the address of the folder, without https://"},
    {"file", ValueType::Text, "a folder that every node sees"},
    imageKindRule,
    {"arch", ValueType::Text, "the architecture as uname -m says it"},
    {"kernel", ValueType::Text, "path of the kernel inside the image"},
    {"initrd", ValueType::Text, "path of the initramfs inside the image"},
    {"append", ValueType::Text,
     "words for the kernel's command line behind the image's own; with !only in front of them, instead of those"},
    {"root_fs", ValueType::Choice, "file system of the slot", "ext4|xfs"},
    {"mkfs_options", ValueType::Words, "more words for the program that makes it, such as -O ^64bit"},
    reuseRule,
    agentRule,
    networkRule,
    {"ready", ValueType::Lines,
     "what has to be true before a node counts as running the image: unit:NAME, port:NUMBER, or a program inside it "
     "with its arguments, which has to end with 0"},
    {"ready_within", ValueType::Duration, "how long a node may take for that; 2 min where it is missing"},
    {"keep", ValueType::Number, "how many old versions are kept; 0: all", "", 0, 1000},
    {"require_signature", ValueType::YesNo, "whether an unsigned manifest is refused"},
};
constexpr SectionRule imageDbSections[] = {{"image", true, imageKeys}};
constexpr Schema imageDbRules{"image_db", imageDbSections};

Status readLocation(const SectionReader &reader, const Section &section, ImageDefinition &image)
{
    int count = 0;
    for (const char *key : {"path", "nfs", "https", "file"}) {
        QString value;
        reader.text(key, value);
        if (!reader.has(key))
            continue;
        image.location = QLatin1StringView(key) == "path"_L1 ? value : QString::fromLatin1(key) + u':' + value;
        ++count;
    }
    if (count > 1)
        return fail(
            placedError("config.bad-value", section.place, u"expected only one of path, nfs, https and file"_s));
    if (count == 0)
        image.location = u"."_s;
    return {};
}

// Of one image: which one, current says.
Status readDigest(const SectionReader &reader, ImageDefinition &image)
{
    QString text;
    reader.text("digest", text);
    if (!reader.has("digest"))
        return {};
    const QByteArray hex = text.toLatin1().toLower();
    const QByteArray digest = QByteArray::fromHex(hex);
    if (digest.size() != 32 || digest.toHex() != hex)
        return fail(placedError("config.bad-value", reader.place("digest"),
                                u"found \"%1\", expected 64 hexadecimal digits"_s.arg(text.left(80))));
    if (image.current.isEmpty())
        return fail(placedError("config.bad-value", reader.place("digest"),
                                u"found a digest without current, which says of which image it is"_s));
    image.currentDigest = digest;
    return {};
}

// What installs a Mac starts nothing in it, and configures nothing.
Status readWritten(const SectionReader &reader, ImageDefinition &image)
{
    const bool isLinux = image.kind == ImageKind::Linux;
    image.agent = isLinux ? AgentSource::Blancmange : AgentSource::Image;
    image.network = isLinux ? NetworkSource::NodeDb : NetworkSource::Image;
    reader.choice(agentRule, image.agent);
    reader.choice(networkRule, image.network);
    if (!isLinux && image.agent == AgentSource::Blancmange)
        return fail(placedError("config.bad-value", reader.place("agent"),
                                u"found blancmange with kind = darwin, expected image or none"_s));
    if (!isLinux && image.network == NetworkSource::NodeDb)
        return fail(placedError("config.bad-value", reader.place("network"),
                                u"found node_db with kind = darwin, expected image"_s));
    return {};
}

Status readReady(const Section &section, const SectionReader &reader, ImageDefinition &image)
{
    for (const Setting *setting : section.find(u"ready"_s)) {
        const auto test = readReadyTest(setting->value);
        if (!test)
            return fail(placedError("config.bad-value", setting->valuePlace, test.error().text));
    }
    reader.lines("ready", image.ready);
    std::chrono::seconds within(image.readyWithin);
    reader.duration("ready_within", within);
    image.readyWithin = within.count();
    if (image.readyWithin < 1 || within > longestReady)
        return fail(placedError("config.bad-value", reader.place("ready_within"),
                                u"expected a time from 1 s to %1"_s.arg(formatSeconds(longestReady.count()))));
    return {};
}

Result<ImageDefinition> readImage(const Section &section)
{
    const SectionReader reader(section);
    ImageDefinition image;
    image.name = section.name;
    image.rootFileSystem = u"ext4"_s;
    if (!ImageId::isValidName(image.name))
        return fail(placedError("config.bad-value", section.place, u"\"%1\" is no image's name"_s.arg(image.name)));
    reader.text("current", image.current);
    if (!image.current.isEmpty()) {
        const auto id = ImageId::parse(image.name + u'-' + image.current);
        if (!id || id->name != image.name) {
            return fail(placedError("config.bad-value", reader.place("current"),
                                    u"found \"%1\", expected <version>-<subversion>"_s.arg(image.current)));
        }
    }
    const Status pinned = readDigest(reader, image);
    if (!pinned)
        return fail(pinned.error());
    reader.choice(imageKindRule, image.kind);
    reader.text("arch", image.arch);
    reader.text("kernel", image.kernel);
    reader.text("initrd", image.initrd);
    reader.text("append", image.append);
    reader.text("root_fs", image.rootFileSystem);
    reader.words("mkfs_options", image.mkfsOptions);
    reader.choice(reuseRule, image.reuse);
    reader.number("keep", image.keep);
    reader.yesNo("require_signature", image.requireSignature);
    if (Status status = readWritten(reader, image); !status)
        return fail(std::move(status.error()));
    if (Status status = readReady(section, reader, image); !status)
        return fail(std::move(status.error()));
    const Status located = readLocation(reader, section, image);
    return located ? Result<ImageDefinition>(image) : fail(located.error());
}

} // namespace

const Schema &imageDbSchema()
{
    return imageDbRules;
}

Result<QList<ImageDefinition>> loadImageDb(const QString &path)
{
    const auto document = Document::load(path);
    return document ? readImageDb(*document) : fail(document.error());
}

Result<QList<ImageDefinition>> readImageDb(const Document &document)
{
    const QList<Error> mistakes = checkDocument(document, imageDbRules);
    if (!mistakes.isEmpty())
        return fail(mistakes.first());
    QList<ImageDefinition> images;
    for (const Section &section : document.sections()) {
        const auto image = readImage(section);
        if (!image)
            return fail(image.error());
        images.append(*image);
    }
    return images;
}

} // namespace cid
