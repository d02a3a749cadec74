// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/slurm/slurm_job.h"

#include "common/domain/image.h"

#include <QRegularExpression>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr auto featurePrefix = "img_"_L1;

/// What stands between features: img_a&gpu, [img_a*2&img_b*2], (img_a|img_b).
const QRegularExpression &betweenFeatures()
{
    static const QRegularExpression pattern(uR"([\s&|\[\](),:"']+)"_s);
    return pattern;
}

Result<QString> imageOfConstraints(const QString &constraints)
{
    QStringList images;
    const QStringList words = constraints.split(betweenFeatures(), Qt::SkipEmptyParts);
    for (const QString &word : words) {
        const QString feature = word.section(u'*', 0, 0); // A number of nodes follows.
        const QString image = feature.mid(featurePrefix.size());
        if (feature.startsWith(featurePrefix) && !images.contains(image))
            images.append(image);
    }
    // Which alternative slurmctld took its nodes for it does not tell; the job is content with each.
    const bool isChoice = !constraints.contains(u'&') && !constraints.contains(u',') && !constraints.contains(u'*');
    if (images.size() > 1 && !isChoice) {
        return fail(makeError(
            ErrorKind::Invalid, "slurm.several",
            u"the constraints \"%1\" ask for several images, and a job's nodes run one"_s.arg(constraints.left(200))));
    }
    return images.value(0);
}

QString imageOfComment(const QString &comment)
{
    static const QRegularExpression pattern(uR"((?:^|[\s,;])image=([^\s,;]+))"_s);
    return pattern.match(comment).captured(1);
}

bool isAllowed(const QString &image, const QStringList &allowed)
{
    const auto id = ImageId::parse(image);
    return allowed.isEmpty() || allowed.contains(image) || (id && allowed.contains(id->name));
}

} // namespace

SlurmJob SlurmJob::fromEnvironment(const QProcessEnvironment &environment)
{
    return {environment.value(u"SLURM_JOB_ID"_s), environment.value(u"SLURM_JOB_NODELIST"_s),
            environment.value(u"SLURM_JOB_PARTITION"_s), environment.value(u"SLURM_JOB_CONSTRAINTS"_s),
            environment.value(u"SLURM_JOB_COMMENT"_s)};
}

QString featureOf(const QString &image)
{
    const auto id = ImageId::parse(image);
    return featurePrefix + (id ? id->name : image);
}

Result<std::optional<QString>> imageOf(const SlurmJob &job, const SlurmConf &conf)
{
    const auto constrained = imageOfConstraints(job.constraints);
    if (!constrained)
        return fail(constrained.error());
    QString image = *constrained;
    if (image.isEmpty())
        image = imageOfComment(job.comment);
    if (image.isEmpty())
        image = conf.partitions.value(job.partition, conf.image);
    if (image.isEmpty())
        return std::nullopt;
    if (!ImageId::isValidName(image) && !ImageId::parse(image))
        return fail(
            makeError(ErrorKind::Invalid, "slurm.no-image", u"\"%1\" is no image's name"_s.arg(image.left(80))));
    if (!isAllowed(image, conf.images)) {
        return fail(makeError(ErrorKind::Refused, "slurm.not-allowed",
                              u"image \"%1\" is none of those for jobs: %2"_s.arg(image, conf.images.join(u", "_s))));
    }
    return image;
}

} // namespace cid
