// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/discovered.h"

#include "daemon/core/limits.h"

#include <algorithm>
#include <set>

namespace cid {

namespace {

constexpr qsizetype bytesOfThing = 64; // a list's or a map's own, about

qsizetype bytesOf(const QStringList &texts)
{
    qsizetype bytes = 0;
    for (const QString &text : texts)
        bytes += bytesOfThing + text.size() * qsizetype(sizeof(QChar));
    return bytes;
}

qsizetype bytesOf(const DiscoveredMachine &machine)
{
    const Inventory &inventory = machine.inventory;
    qsizetype bytes = bytesOfThing + bytesOf({machine.address, inventory.arch, inventory.cpuModel});
    bytes += 2 * bytesOf(machine.macs); // They are in the index, too.
    for (const Disk &disk : inventory.disks)
        bytes +=
            bytesOf({disk.path, disk.serial, disk.wwn, disk.model}) + bytesOf(disk.byId) + bytesOf(disk.signatures);
    for (const NetworkInterface &interface : inventory.interfaces)
        bytes += bytesOf({interface.name, interface.mac});
    return bytes;
}

} // namespace

void Discovered::note(const DiscoveredMachine &seen)
{
    const auto known =
        std::find_if(seen.macs.begin(), seen.macs.end(), [this](const QString &mac) { return m_byMac.contains(mac); });
    const Number number = known == seen.macs.end() ? ++m_last : m_byMac.value(*known);
    Entry &entry = m_machines[number];
    if (known == seen.macs.end()) {
        fill(number, entry, seen);
    } else {
        DiscoveredMachine again = seen;
        again.firstSeen = entry.machine.firstSeen;
        unlink(number, entry);
        fill(number, entry, again);
    }
    while (m_ages.size() > 1 && (m_bytes > core::maxDiscoveredBytes || size() > core::maxDiscovered))
        remove(m_ages.front());
}

void Discovered::fill(Number number, Entry &entry, const DiscoveredMachine &seen)
{
    entry.machine = seen;
    entry.bytes = bytesOf(seen);
    entry.age = m_ages.insert(m_ages.end(), number);
    m_bytes += entry.bytes;
    for (const QString &mac : seen.macs) {
        // Another machine's address stays that machine's: nobody takes it over by telling it.
        if (!m_byMac.contains(mac))
            m_byMac.insert(mac, number);
    }
}

void Discovered::unlink(Number number, Entry &entry)
{
    for (const QString &mac : std::as_const(entry.machine.macs)) {
        const auto index = m_byMac.constFind(mac);
        if (index != m_byMac.constEnd() && *index == number)
            m_byMac.erase(index);
    }
    m_ages.erase(entry.age);
    m_bytes -= entry.bytes;
}

void Discovered::remove(Number number)
{
    const auto found = m_machines.find(number);
    unlink(number, found->second);
    m_machines.erase(found);
}

void Discovered::removeKnown(const std::function<bool(const QString &)> &isKnown)
{
    for (auto at = m_machines.begin(); at != m_machines.end();) {
        const Number number = at->first;
        const QStringList &macs = at->second.machine.macs;
        ++at;
        if (std::any_of(macs.begin(), macs.end(), isKnown))
            remove(number);
    }
}

QList<DiscoveredMachine> Discovered::all() const
{
    QList<DiscoveredMachine> result;
    result.reserve(size());
    for (const auto &[number, entry] : m_machines)
        result.append(entry.machine);
    return result;
}

QList<DiscoveredMachine> Discovered::withAnyOf(const QStringList &macs) const
{
    std::set<Number> numbers;
    for (const QString &mac : macs) {
        const auto found = m_byMac.constFind(mac);
        if (found != m_byMac.constEnd())
            numbers.insert(*found);
    }
    QList<DiscoveredMachine> result;
    result.reserve(static_cast<qsizetype>(numbers.size()));
    for (const Number number : numbers)
        result.append(m_machines.at(number).machine);
    return result;
}

} // namespace cid
