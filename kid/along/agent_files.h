// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/job_context.h"
#include "kid/along/starter.h"
#include "kid/personality/root_files.h"

namespace cid {

/// Puts notP's agent into an image, or takes it out. A second run gives the same. Worker thread; the context is
/// borrowed.
class AgentFiles
{
public:
    AgentFiles(JobContext &context, QString root)
        : m_context(context)
        , m_root(root)
        , m_files(context, std::move(root))
    { }

    /// The program is there.
    [[nodiscard]] bool isThere() const;
    /// Every file's own replacement is whole. The program comes last: before it is there, whatever the image brought
    /// along starts. Nothing is written where \a init cannot be told to start it, see starterFor(). An empty \a program
    /// leaves the one that is there.
    [[nodiscard]] Status write(InitSystem init, const QByteArray &program) const;
    /// Afterwards the image starts what it brought along.
    [[nodiscard]] Status withdraw() const;

private:
    [[nodiscard]] Status writeFile(const StarterFile &file) const;
    /// What an earlier deployment wrote for another init system, or in another place.
    void removeStale(const Starter &starter) const;

    JobContext &m_context;
    const QString m_root;
    const RootFiles m_files;
};

} // namespace cid
