// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/slurm/slurm_conf.h"

#include "common/domain/image.h"

#include <QFileInfo>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr KeyRule slurmKeys[] = {
    {"cid_conf", ValueType::Path, "notP's own configuration; cid.conf beside this file"},
    {"key", ValueType::Text, "the name of a section [scheduler] of cid.conf, whose key is proved instead of capt_key"},
    {"images", ValueType::Words, "the images that jobs may ask for; where it is missing, whatever cidd allows"},
    {"image", ValueType::Text, "for jobs that name none; where it is missing, their nodes stay as they are"},
    {"timeout", ValueType::Duration, "how long a job's nodes may take; cid.conf's deadline"},
    {"wait_slurmd", ValueType::Duration, "how long slurmd may take to come back after the image; 5 min, 0: no waiting"},
    {"bin_dir", ValueType::Path, "where scontrol is; /usr/bin"},
    {"slurm_conf", ValueType::Path, "Slurm's configuration, where scontrol does not find it by itself"},
    {"drain", ValueType::YesNo, "whether a node that failed is drained, its cause first in the reason; yes"},
};
constexpr KeyRule partitionKeys[] = {
    {"image", ValueType::Text, "for jobs of this partition that name none"},
};
constexpr SectionRule slurmSections[] = {{"slurm", false, slurmKeys}, {"partition", true, partitionKeys}};
constexpr Schema slurmRules{"cid-slurm.conf", slurmSections};

Status checkImage(const QString &image, const Place &place)
{
    if (ImageId::isValidName(image) || ImageId::parse(image))
        return {};
    return fail(placedError("config.bad-value", place,
                            u"found \"%1\", expected an image's name or NAME-VERSION-SUBVERSION"_s.arg(image)));
}

Status readImageKey(const SectionReader &reader, QString &image)
{
    reader.text("image", image);
    return reader.has("image") ? checkImage(image, reader.place("image")) : Status();
}

Status readSlurm(const SectionReader &reader, SlurmConf &conf)
{
    reader.path("cid_conf", conf.cidConf);
    reader.text("key", conf.key);
    reader.words("images", conf.images);
    reader.duration("timeout", conf.timeout);
    reader.duration("wait_slurmd", conf.waitForSlurmd);
    reader.path("bin_dir", conf.binFolder);
    reader.path("slurm_conf", conf.slurmConf);
    reader.yesNo("drain", conf.drain);
    for (const QString &image : std::as_const(conf.images)) {
        if (const Status good = checkImage(image, reader.place("images")); !good)
            return good;
    }
    return readImageKey(reader, conf.image);
}

Status readPartition(const Section &section, SlurmConf &conf)
{
    const SectionReader reader(section);
    QString image;
    const Status good = readImageKey(reader, image);
    if (good && image.isEmpty())
        return fail(placedError("config.bad-value", section.place, u"this partition has no image"_s));
    conf.partitions.insert(section.name, image);
    return good;
}

} // namespace

const Schema &slurmConfSchema()
{
    return slurmRules;
}

Result<SlurmConf> loadSlurmConf(const QString &path)
{
    SlurmConf conf;
    conf.cidConf = QFileInfo(path).absolutePath() + u"/cid.conf"_s;
    if (!QFileInfo::exists(path))
        return conf;
    const auto document = Document::load(path);
    if (!document)
        return fail(document.error());
    const QList<Error> mistakes = checkDocument(*document, slurmRules);
    if (!mistakes.isEmpty())
        return fail(mistakes.first());
    for (const Section &section : document->sections()) {
        const Status good =
            section.type == "slurm"_L1 ? readSlurm(SectionReader(section), conf) : readPartition(section, conf);
        if (!good)
            return fail(good.error());
    }
    return conf;
}

} // namespace cid
