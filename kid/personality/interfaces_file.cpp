// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/personality/interfaces_file.h"

#include "kid/personality/own_part.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr char asideMark[] = "# notP puts aside: ";

QByteArrayList wordsOf(const QByteArray &line)
{
    QByteArrayList words = line.simplified().split(' ');
    words.removeAll(QByteArray());
    return words;
}

bool isCard(const QByteArray &name)
{
    const auto begins = {"eth", "en", "ib", "mac/", "/e", "/*"};
    return std::any_of(begins.begin(), begins.end(), [&name](const char *begin) { return name.startsWith(begin); });
}

bool beginsStanza(const QByteArray &keyword)
{
    return keyword == "iface" || keyword == "auto" || keyword == "mapping" || keyword == "rename"
        || keyword == "template" || keyword.startsWith("allow-") || keyword.startsWith("source");
}

/// The lines of a file in which those of cards are comments.
class Aside
{
public:
    void add(const QByteArray &line)
    {
        const QByteArrayList words = wordsOf(line);
        const QByteArray keyword = words.value(0);
        const bool isComment = keyword.isEmpty() || keyword.startsWith('#');
        if (!m_isContinued && !isComment && beginsStanza(keyword))
            m_isAside = isOfCards(words);
        const bool isWritten = isComment || !m_isAside;
        m_isContinued = !isComment && line.trimmed().endsWith('\\');
        m_lines << (isWritten ? line : asideMark + line);
    }
    [[nodiscard]] QByteArray text() const { return m_lines.join('\n'); }

private:
    static bool isOfCards(const QByteArrayList &words)
    {
        if (words[0] == "iface")
            return isCard(words.value(1));
        const bool startsSome = words[0] == "auto" || words[0].startsWith("allow-");
        return startsSome && words.size() > 1 && std::all_of(words.begin() + 1, words.end(), isCard);
    }

    QByteArrayList m_lines;
    bool m_isAside = false;
    bool m_isContinued = false; ///< the line before goes on
};

QByteArray withCardsAside(const QByteArray &text)
{
    Aside aside;
    for (const QByteArray &line : text.split('\n'))
        aside.add(line);
    return aside.text();
}

QByteArray withoutAside(const QByteArray &text)
{
    QByteArrayList lines = text.split('\n');
    for (QByteArray &line : lines) {
        if (line.startsWith(asideMark))
            line.remove(0, qsizetype(sizeof asideMark) - 1);
    }
    return lines.join('\n');
}

/// The file and those that its source lines mean, as far as they mean the usual folder.
QByteArrayList allFiles(const RootFiles &files)
{
    QByteArrayList paths = files.in("etc/network/interfaces.d");
    paths.prepend(InterfacesFile::path);
    return paths;
}

bool hasStanza(const QByteArray &text)
{
    const QByteArrayList lines = text.split('\n');
    return std::any_of(lines.begin(), lines.end(), [](const QByteArray &line) {
        const QByteArrayList words = wordsOf(line);
        return words.value(0) == "iface" && words.value(1) != "lo" && !words.value(1).isEmpty();
    });
}

void addStanza(const NetworkWish &wish, bool ofIpv6, const QByteArray &name, QByteArray &text)
{
    const QByteArrayList addresses = wish.addressesOf(ofIpv6);
    if (addresses.isEmpty())
        return;
    text += "iface " + name + (ofIpv6 ? " inet6 static\n" : " inet static\n");
    text += "    address " + addresses.first() + '\n';
    if (const QByteArray gateway = wish.gatewayOf(ofIpv6); !gateway.isEmpty())
        text += "    gateway " + gateway + '\n';
    for (const QByteArray &more : addresses.mid(1))
        text += "    up ip addr add " + more + " dev $IFACE\n";
    if (!wish.nameServers.isEmpty())
        text += "    dns-nameservers " + wish.nameServers.join(' ') + '\n';
}

} // namespace

bool InterfacesFile::configuresCards(const RootFiles &files)
{
    const QByteArrayList paths = allFiles(files);
    return std::any_of(paths.begin(), paths.end(), [&files](const QByteArray &path) {
        return hasStanza(withoutAside(withoutOwnPart(files.text(path))));
    });
}

Status InterfacesFile::set(const QByteArray &stanzas) const
{
    for (const QByteArray &name : allFiles(m_files)) {
        const Result<QByteArray> before = m_files.textToChange(name);
        if (!before)
            return fail(before.error());
        QByteArray after = withCardsAside(withoutAside(withoutOwnPart(*before)));
        if (name == path) {
            if (!after.contains("iface lo "))
                after += "auto lo\niface lo inet loopback\n";
            after = withOwnPartLast(after, stanzas);
        }
        const Status written = after == *before ? Status() : m_files.change(name, after);
        if (!written)
            return written;
    }
    return {};
}

Status InterfacesFile::restore() const
{
    for (const QByteArray &name : allFiles(m_files)) {
        const Result<QByteArray> before = m_files.textToChange(name);
        if (!before)
            return fail(before.error());
        const QByteArray after = withoutAside(withoutOwnPart(*before));
        const Status written = after == *before ? Status() : m_files.change(name, after);
        if (!written)
            return written;
    }
    return {};
}

// Further addresses come by commands: several stanzas of one family are an error to busybox.
QByteArray interfacesStanzas(const NetworkWish &wish, const QByteArray &card)
{
    const QByteArray name = card.isEmpty() ? QByteArray("cid") : card;
    QByteArray text = card.isEmpty() ? "auto mac/" + wish.mac + "=cid\n" : "auto " + card + '\n';
    if (wish.asks())
        return text + "iface " + name + " inet dhcp\n";
    addStanza(wish, false, name, text);
    addStanza(wish, true, name, text);
    return text;
}

} // namespace cid
