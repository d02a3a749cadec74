// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/boot/own_agent.h"

#include <algorithm>
#include <array>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr QByteArrayView agentName("cidkid");
/// Scripts that start it, words of a shell for it, and what notP wrote into a root that was copied without mkimg.
constexpr std::array noAgents{QByteArrayView("etc/"), QByteArrayView("usr/share/"), QByteArrayView("usr/lib/cid/")};

bool isAgent(const FileRecord &file)
{
    const bool isProgram = (S_ISREG(file.mode) && (file.mode & S_IXUSR) != 0) || S_ISLNK(file.mode);
    if (!file.path.endsWith(agentName) || !isProgram)
        return false;
    return file.path.lastIndexOf('/') + 1 == file.path.size() - agentName.size()
        && std::none_of(noAgents.begin(), noAgents.end(), [&file](auto begin) { return file.path.startsWith(begin); });
}

} // namespace

QString ownAgentOf(const FolderNames &names)
{
    for (const QString &folder : {u"usr/local/sbin"_s, u"usr/sbin"_s, u"sbin"_s, u"usr/bin"_s, u"opt/cid"_s}) {
        if (names(folder).contains(QLatin1StringView(agentName)))
            return u'/' + folder + u'/' + QLatin1StringView(agentName);
    }
    return {};
}

QString ownAgentOf(const Manifest &manifest)
{
    const auto found = std::find_if(manifest.files.begin(), manifest.files.end(), isAgent);
    constexpr qsizetype longest = 200; // It is for people to read.
    return found == manifest.files.end() ? QString() : QString::fromUtf8('/' + found->path).left(longest);
}

} // namespace cid
