// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/demo/demo_disk.h"

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int firstSlot = 5;
constexpr int slotCount = 3;
constexpr ByteCount slotSize = 96 * GiB;

} // namespace

DemoDisk::DemoDisk(int number)
{
    m_facts.path = u"/dev/nvme0n1"_s;
    m_facts.serial = u"S5GX%1"_s.arg(number, 6, 10, QLatin1Char('0'));
    m_facts.model = u"SAMSUNG MZQL2960"_s;
    m_facts.size = 894 * GiB;
    m_facts.byId = {u"nvme-SAMSUNG_MZQL2960_"_s + m_facts.serial};
    m_facts.signatures = {u"gpt"_s};
    m_facts.ours = number % 97 != 0;
    for (int i = 0; i < slotCount && m_facts.ours; ++i) {
        SlotContent slot;
        slot.partition = firstSlot + i;
        slot.disk = m_facts.path;
        slot.size = slotSize;
        slot.state = SlotState::Empty;
        m_contents << slot;
    }
}

SlotContent &DemoDisk::slotFor(const ImageId &image)
{
    const auto find = [this](const auto &fits) { return std::find_if(m_contents.begin(), m_contents.end(), fits); };
    auto found = find([&](const SlotContent &slot) { return slot.image == image; });
    if (found == m_contents.end())
        found = find([](const SlotContent &slot) { return slot.state == SlotState::Empty && !slot.isRunning; });
    if (found == m_contents.end())
        found = find([](const SlotContent &slot) { return !slot.isRunning; });
    return *found;
}

void DemoDisk::stop()
{
    for (SlotContent &slot : m_contents)
        slot.isRunning = slot.startsNext = false;
}

void DemoDisk::begin(const DeployOrder &order)
{
    if (m_contents.isEmpty())
        return;
    SlotContent &slot = slotFor(order.image);
    stop();
    slot.state = SlotState::Partial;
    slot.image = {};
    slot.digest = order.digest;
}

void DemoDisk::run(const ImageId &image, const QByteArray &digest)
{
    if (m_contents.isEmpty())
        return;
    const auto begun = std::find_if(m_contents.begin(), m_contents.end(), [&digest](const SlotContent &slot) {
        return slot.state == SlotState::Partial && slot.digest == digest;
    });
    SlotContent &slot = begun != m_contents.end() ? *begun : slotFor(image);
    stop();
    slot.state = SlotState::Whole;
    slot.image = image;
    slot.digest = digest;
    slot.isRunning = slot.startsNext = true;
}

} // namespace cid
