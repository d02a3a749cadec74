// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/image_users.h"

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxNamed = 5;

QString named(const QStringList &nodes)
{
    const QString names = nodes.first(std::min(nodes.size(), maxNamed)).join(u", "_s);
    return nodes.size() > maxNamed ? u"%1 and %2 more"_s.arg(names).arg(nodes.size() - maxNamed) : names;
}

} // namespace

ImageUsers usersOf(CoreState &state, const ImageId &image)
{
    ImageUsers users;
    for (const NodeRecord *node : state.registry.all()) {
        const QString &name = node->facts.name;
        if (node->facts.image == image)
            users.running.append(name);
        const auto &waiting = state.jobs.waiting(name);
        const bool isDeploying = std::any_of(waiting.begin(), waiting.end(), [&](DeploymentId id) {
            const Deployment *deployment = state.jobs.deployment(id);
            return deployment && deployment->image == image;
        });
        if (isDeploying)
            users.deploying.append(name);
    }
    for (const ImageDefinition &definition : state.catalogue.definitions()) {
        users.isCurrent = users.isCurrent
            || (definition.name == image.name && definition.current == image.version + u'-' + image.subversion);
    }
    return users;
}

Status mayRemove(const ImageUsers &users, const ImageId &image)
{
    QStringList reasons;
    if (!users.running.isEmpty())
        reasons.append(u"%1 run it: bring them into another image first"_s.arg(named(users.running)));
    if (!users.deploying.isEmpty())
        reasons.append(u"%1 are on their way into it: wait, or cancel the job"_s.arg(named(users.deploying)));
    if (users.isCurrent)
        reasons.append(u"image_db calls it current: name another version there"_s);
    if (reasons.isEmpty())
        return {};
    return fail(makeError(ErrorKind::Conflict, "image.in-use",
                          u"%1 is needed. %2"_s.arg(image.toString(), reasons.join(u"; "_s)),
                          {{u"image"_s, image.toString()}}));
}

} // namespace cid
