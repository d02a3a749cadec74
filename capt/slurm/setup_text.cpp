// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/slurm/setup_text.h"

#include "capt/slurm/slurm_job.h"
#include "common/config/host_list.h"

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// A second for a script of two lines; slurmd does without it.
constexpr int helperSeconds = 10;

QStringList featuresOf(const QStringList &images)
{
    QStringList features;
    for (const QString &image : images)
        features.append(featureOf(image));
    features.removeDuplicates();
    return features;
}

QString slurmConfText(const SlurmPlan &plan)
{
    const auto seconds = plan.longest.count();
    QString text = u"PrologSlurmctld=%1/cid-slurm-prolog\n"
                   "EpilogSlurmctld=%1/cid-slurm-epilog\n"
                   "JobSubmitPlugins=lua\n"_s.arg(plan.programs);
    if (plan.way == SlurmWay::Features) {
        text += u"NodeFeaturesPlugins=node_features/helpers\n"
                "RebootProgram=%1/cid-slurm-reboot\n"
                "ResumeTimeout=%2\n"_s.arg(plan.programs)
                    .arg(seconds);
    } else {
        text += u"# A node is away while its image changes, and comes back with another boot time.\n"
                "ReturnToService=2\n"
                "SlurmdTimeout=%1\n"_s.arg(seconds);
    }
    // Several lines for one node would be two nodes to Slurm: what a node has besides stays where it is.
    text += u"# Into the line of these nodes, beside what it has; and OverSubscribe=EXCLUSIVE into their partitions:\n"
            "#   NodeName=%1 Feature=%2\n"_s.arg(foldHostList(plan.nodes), featuresOf(plan.images).join(u','));
    return text;
}

QString helpersText(const SlurmPlan &plan)
{
    const QStringList features = featuresOf(plan.images);
    QString text;
    for (const QString &feature : features)
        text += u"Feature=%1 Helper=%2/cid-slurm-helper\n"_s.arg(feature, plan.programs);
    text += u"MutuallyExclusive=%1\nBootTime=%2\nExecTime=%3\n"_s.arg(features.join(u','))
                .arg(plan.longest.count())
                .arg(helperSeconds);
    return text;
}

/// A string of Lua. What comes here is an image's name or a partition's.
QString quoted(const QString &text)
{
    QString escaped = text;
    return u'"' + escaped.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s).simplified() + u'"';
}

QString submitText(const SlurmPlan &plan, const SlurmConf &conf)
{
    QString text = u"-- Refuses a job that asks for an image which there is not, while its user still looks.\n"
                   "local images = {"_s;
    for (const QString &feature : featuresOf(plan.images))
        text += u" [%1] = true,"_s.arg(quoted(feature));
    text += u" }\nlocal partitions = {"_s;
    QStringList partitions = conf.partitions.keys();
    partitions.sort();
    if (plan.way == SlurmWay::Features) { // Else the hook looks itself.
        for (const QString &partition : std::as_const(partitions))
            text += u" [%1] = %2,"_s.arg(quoted(partition), quoted(featureOf(conf.partitions.value(partition))));
    }
    return text + uR"lua( }

local function known(word)
    if images[word] then return true end
    local names = {}
    for name in pairs(images) do names[#names + 1] = name end
    table.sort(names)
    slurm.log_user("There is no image for the feature %s; there are: %s", word, table.concat(names, " "))
    return false
end

-- Features that a change leaves out come as empty text, and those that a job never had as nil.
local function check(job, default)
    local features = job.features or ""
    local asked = false
    for word in string.gmatch(features, "img_[%w_.-]+") do
        asked = true
        if not known(word) then return slurm.ERROR end
    end
    local image = string.match(" " .. (job.comment or ""), "[%s,;]image=([^%s,;]+)")
    if not asked and image then
        local name = string.match(image, "^(.+)%-[^-]+%-[^-]+$")
        if not images["img_" .. image] and not (name and images["img_" .. name]) then
            known("img_" .. image)
            return slurm.ERROR
        end
    end
    if not asked and not image and default then
        job.features = features == "" and default or features .. "&" .. default
    end
    return slurm.SUCCESS
end

function slurm_job_submit(job, parts, uid)
    return check(job, partitions[job.partition or ""])
end

function slurm_job_modify(job, record, parts, uid)
    return check(job, nil)
end
)lua"_s;
}

} // namespace

QList<SlurmText> slurmTexts(const SlurmPlan &plan, const SlurmConf &conf)
{
    QList<SlurmText> texts{{u"slurm.conf"_s, slurmConfText(plan)}, {u"job_submit.lua"_s, submitText(plan, conf)}};
    if (plan.way == SlurmWay::Features)
        texts.append({u"helpers.conf"_s, helpersText(plan)});
    return texts;
}

} // namespace cid
