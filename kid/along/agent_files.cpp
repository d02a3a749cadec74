// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/along/agent_files.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

bool AgentFiles::isThere() const
{
    return m_context.files().resolveInRoot(m_root, agentProgramPath).has_value();
}

Status AgentFiles::writeFile(const StarterFile &file) const
{
    return m_files.write({file.path, file.mode, file.content}, file.labelled);
}

void AgentFiles::removeStale(const Starter &starter) const
{
    const auto isWanted = [&starter](const QByteArray &path) {
        const auto isIt = [&path](const auto &one) { return one.path == path; };
        return std::any_of(starter.files.begin(), starter.files.end(), isIt)
            || std::any_of(starter.links.begin(), starter.links.end(), isIt);
    };
    for (const QByteArray &path : starterPaths() + shadowsIn(m_context.files(), m_root)) {
        const Status removed = isWanted(path) ? Status() : m_context.files().removeInRoot(m_root, path);
        // In a folder that cannot be reached nothing starts.
        if (!removed)
            m_context.step(removed.error().text);
    }
}

Status AgentFiles::write(InitSystem init, const QByteArray &program) const
{
    const Result<Starter> starter = starterFor(init, m_context.files(), m_root);
    if (!starter)
        return fail(starter.error());
    removeStale(*starter);
    Status status;
    for (const StarterFile &file : starter->files)
        status = status ? writeFile(file) : status;
    for (const StarterLink &link : starter->links) {
        m_context.step(u"link /%1 to %2"_s.arg(QFile::decodeName(link.path), QFile::decodeName(link.target)));
        status = status ? m_context.files().linkInRoot({m_root, link.path, link.target}) : status;
    }
    for (const QByteArray &path : starter->removed) {
        m_context.step(u"remove /%1, which starts the image's own cidkid"_s.arg(QFile::decodeName(path)));
        status = status ? m_context.files().removeInRoot(m_root, path) : status;
    }
    if (status && !program.isEmpty())
        status = writeFile({agentProgramPath, program, 0755, labelledPrograms()});
    return status;
}

Status AgentFiles::withdraw() const
{
    if (Status status = m_context.files().removeInRoot(m_root, agentProgramPath); !status)
        return status;
    removeStale({});
    const std::optional<StarterFile> table = tableWithoutAgent(m_context.files(), m_root);
    return table ? writeFile(*table) : Status();
}

} // namespace cid
