<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>SavedServer</name>
        <message>
            <source>"%1" is no address: use host or host:port</source>
            <translation>“%1”不是地址：请用 主机 或 主机:端口</translation>
        </message>
        <message>
            <source>Name the server: host or host:port</source>
            <translation>请填写服务器：主机 或 主机:端口</translation>
        </message>
        <message>
            <source>A key is %1 hexadecimal digits; this has %2 characters</source>
            <translation>密钥为 %1 个十六进制数字；此处有 %2 个字符</translation>
        </message>
    </context>
    <context>
        <name>StateLook</name>
        <message>
            <source>Never heard of</source>
            <translation>从未联系</translation>
        </message>
        <message>
            <source>Discovered</source>
            <translation>已发现</translation>
        </message>
        <message>
            <source>Netbooted</source>
            <translation>网络启动</translation>
        </message>
        <message>
            <source>Not armed</source>
            <translation>未授权</translation>
        </message>
        <message>
            <source>Partitioning</source>
            <translation>分区中</translation>
        </message>
        <message>
            <source>Installing Blancmange</source>
            <translation>安装 Blancmange</translation>
        </message>
        <message>
            <source>Rebooting (1)</source>
            <translation>重启 (1)</translation>
        </message>
        <message>
            <source>In Blancmange</source>
            <translation>在 Blancmange 中</translation>
        </message>
        <message>
            <source>Installing</source>
            <translation>安装中</translation>
        </message>
        <message>
            <source>Configuring</source>
            <translation>配置中</translation>
        </message>
        <message>
            <source>Boot loader</source>
            <translation>引导程序</translation>
        </message>
        <message>
            <source>Rebooting (2)</source>
            <translation>重启 (2)</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>Armed</source>
            <translation>已授权</translation>
        </message>
        <message>
            <source>Rebooting to Blancmange</source>
            <translation>重启至 Blancmange</translation>
        </message>
        <message>
            <source>Switching image</source>
            <translation>切换镜像</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Lost</source>
            <translation>失联</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>准备中</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>排队中</translation>
        </message>
        <message>
            <source>Under way</source>
            <translation>进行中</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>已取消</translation>
        </message>
    </context>
    <context>
        <name>cid::AdoptDialog</name>
        <message>
            <source>Machines that have no name yet</source>
            <translation>尚未命名的机器</translation>
        </message>
        <message>
            <source>MAC</source>
            <translation>MAC</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>First seen</source>
            <translation>首次出现</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>处理器</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>New name</source>
            <translation>新名称</translation>
        </message>
        <message>
            <source>Names</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Adopt</source>
            <translation>接纳</translation>
        </message>
        <message>
            <source>The ticked machines get these names, in the order of power-on:</source>
            <translation>勾选的机器按开机顺序获得这些名称：</translation>
        </message>
        <message>
            <source>There are none: every machine that has connected has a name.</source>
            <translation>没有：所有已连接的机器都已命名。</translation>
        </message>
    </context>
    <context>
        <name>cid::CommandPalette</name>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>What do you want to do?</source>
            <translation>您想做什么？</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Commands that fit</source>
            <translation>匹配的命令</translation>
        </message>
    </context>
    <context>
        <name>cid::ConnectPage</name>
        <message>
            <source>New server</source>
            <translation>新建服务器</translation>
        </message>
        <message>
            <source>Forget this server</source>
            <translation>忘记此服务器</translation>
        </message>
        <message>
            <source>Take this machine's cid.conf</source>
            <translation>使用本机的 cid.conf</translation>
        </message>
        <message>
            <source>Saved servers</source>
            <translation>已保存的服务器</translation>
        </message>
        <message>
            <source>cluster.example.org or host:port</source>
            <translation>cluster.example.org 或 主机:端口</translation>
        </message>
        <message>
            <source>a file with the operator key</source>
            <translation>包含操作员密钥的文件</translation>
        </message>
        <message>
            <source>Choose the key file</source>
            <translation>选择密钥文件</translation>
        </message>
        <message>
            <source>or paste the key: it is kept in the desktop's keyring</source>
            <translation>或粘贴密钥：它将保存在桌面密钥环中</translation>
        </message>
        <message>
            <source>asked at the first contact</source>
            <translation>首次连接时询问</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>Key file</source>
            <translation>密钥文件</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>密钥</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <translation>指纹</translation>
        </message>
        <message>
            <source>Connect to a cidd</source>
            <translation>连接到 cidd</translation>
        </message>
        <message>
            <source>Asking %1 who it is…</source>
            <translation>正在询问 %1 的身份…</translation>
        </message>
        <message>
            <source>A server that was never seen</source>
            <translation>从未见过的服务器</translation>
        </message>
        <message>
            <source>%1 was never connected to before. Is this its fingerprint?</source>
            <translation>此前从未连接过 %1。这是它的指纹吗？</translation>
        </message>
        <message>
            <source>&lt;code&gt;%1&lt;/code&gt;&lt;br&gt;&lt;br&gt;"cidd --genkey" prints it on the server. With a wrong one somebody else is listening there.</source>
            <translation>&lt;code&gt;%1&lt;/code&gt;&lt;br&gt;&lt;br&gt;服务器上的“cidd --genkey”会显示它。若不一致，说明那里有人冒充。</translation>
        </message>
        <message>
            <source>Nothing was sent to the server.</source>
            <translation>未向服务器发送任何内容。</translation>
        </message>
        <message>
            <source>This cluster</source>
            <translation>本集群</translation>
        </message>
    </context>
    <context>
        <name>cid::ConnectionBanner</name>
        <message>
            <source>Try now</source>
            <translation>立即重试</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Not connected for %1; what you see is that old.</source>
            <translation>已断开 %1；您看到的数据也是那时的。</translation>
        </message>
        <message>
            <source>Connecting to %1…</source>
            <translation>正在连接 %1…</translation>
        </message>
    </context>
    <context>
        <name>cid::DeployDialog</name>
        <message>
            <source>Reinstall nodes</source>
            <translation>重新安装节点</translation>
        </message>
        <message>
            <source>Deploy an image</source>
            <translation>部署镜像</translation>
        </message>
        <message>
            <source>Install anew also where the image already runs</source>
            <translation>即使镜像已在运行也重新安装</translation>
        </message>
        <message>
            <source>Also nodes that jobs hold</source>
            <translation>也包括被作业占用的节点</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>What happens</source>
            <translation>将发生什么</translation>
        </message>
        <message>
            <source>What happens on which nodes</source>
            <translation>各节点将发生什么</translation>
        </message>
        <message>
            <source>Number of nodes</source>
            <translation>节点数量</translation>
        </message>
        <message>
            <source>Reinstall</source>
            <translation>重新安装</translation>
        </message>
        <message>
            <source>Deploy</source>
            <translation>部署</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>nothing: it runs already</source>
            <translation>无操作：已在运行</translation>
        </message>
        <message>
            <source>install</source>
            <translation>安装</translation>
        </message>
        <message>
            <source>switch to the slot that has it</source>
            <translation>切换到含有它的槽位</translation>
        </message>
        <message>
            <source>cannot take part</source>
            <translation>无法参与</translation>
        </message>
        <message numerus="yes">
            <source>%n node(s) will be brought into %1.</source>
            <translation>
                <numerusform>%n 个节点将切换到 %1。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n run(s) it already.</source>
            <translation>
                <numerusform>%n 个已在运行它。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cannot take part and will be left out.</source>
            <translation>
                <numerusform>%n 个无法参与，将被略过。</numerusform>
            </translation>
        </message>
        <message>
            <source>That is many. Type their number, %1:</source>
            <translation>数量很多。请输入其数量 %1：</translation>
        </message>
        <message>
            <source>What is written, or why not</source>
            <translation>写入内容或未写入的原因</translation>
        </message>
        <message>
            <source>install once it is up</source>
            <translation>待其启动后安装</translation>
        </message>
        <message>
            <source>the node has not told which disks it has</source>
            <translation>节点尚未报告其磁盘</translation>
        </message>
        <message>
            <source>no disk</source>
            <translation>没有磁盘</translation>
        </message>
        <message>
            <source>one slot of %1</source>
            <translation>%1 的一个槽位</translation>
        </message>
        <message>
            <source>the other partitions stay</source>
            <translation>其他分区保留</translation>
        </message>
        <message>
            <source>all of %1 is divided anew</source>
            <translation>%1 将整盘重新分区</translation>
        </message>
        <message>
            <source>all of %1 is divided anew, but for %2</source>
            <translation>%1 将重新分区，但保留 %2</translation>
        </message>
    </context>
    <context>
        <name>cid::EventTable</name>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>变化</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>用时</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>作业</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>谁</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>stage</source>
            <translation>阶段</translation>
        </message>
        <message>
            <source>stage failed</source>
            <translation>阶段失败</translation>
        </message>
        <message>
            <source>job</source>
            <translation>作业</translation>
        </message>
        <message>
            <source>order</source>
            <translation>指令</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>已拒绝</translation>
        </message>
        <message>
            <source>enrolled</source>
            <translation>已登记</translation>
        </message>
        <message>
            <source>adopted</source>
            <translation>已接纳</translation>
        </message>
        <message>
            <source>conflict</source>
            <translation>冲突</translation>
        </message>
        <message>
            <source>file saved</source>
            <translation>文件已保存</translation>
        </message>
        <message>
            <source>build begun</source>
            <translation>构建开始</translation>
        </message>
        <message>
            <source>built</source>
            <translation>已构建</translation>
        </message>
        <message>
            <source>build failed</source>
            <translation>构建失败</translation>
        </message>
        <message>
            <source>capture begun</source>
            <translation>捕获开始</translation>
        </message>
        <message>
            <source>captured</source>
            <translation>已捕获</translation>
        </message>
        <message>
            <source>capture failed</source>
            <translation>捕获失败</translation>
        </message>
        <message>
            <source>capture cancelled</source>
            <translation>捕获已取消</translation>
        </message>
    </context>
    <context>
        <name>cid::EventsPage</name>
        <message>
            <source>Search the events</source>
            <translation>搜索事件</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>事件</translation>
        </message>
    </context>
    <context>
        <name>cid::FilterLine</name>
        <message>
            <source>Filter: rack3 stage:installing rate&lt;50 image:linux-1.*</source>
            <translation>筛选：rack3 stage:installing rate&lt;50 image:linux-1.*</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>筛选</translation>
        </message>
        <message>
            <source>Host lists, groups and terms such as stage:failed, is:busy, rate&lt;50</source>
            <translation>节点列表、组以及 stage:failed、is:busy、rate&lt;50 等条件</translation>
        </message>
        <message>
            <source>Saved filters</source>
            <translation>已保存的筛选</translation>
        </message>
        <message>
            <source>Forget this filter</source>
            <translation>忘记此筛选</translation>
        </message>
        <message>
            <source>Save this filter</source>
            <translation>保存此筛选</translation>
        </message>
    </context>
    <context>
        <name>cid::HeatMap</name>
        <message>
            <source>Heat map of all nodes</source>
            <translation>所有节点的热图</translation>
        </message>
        <message>
            <source>Arrow keys move, Shift selects more, the node table shows the same nodes</source>
            <translation>方向键移动，Shift 扩展选择，节点表显示相同节点</translation>
        </message>
        <message>
            <source>(no group)</source>
            <translation>（无组）</translation>
        </message>
        <message>
            <source>No nodes yet</source>
            <translation>暂无节点</translation>
        </message>
        <message>
            <source>%1 % at %2</source>
            <translation>%1 %，%2</translation>
        </message>
        <message>
            <source>wanted: %1</source>
            <translation>目标：%1</translation>
        </message>
    </context>
    <context>
        <name>cid::JobPlot</name>
        <message>
            <source>The job over time</source>
            <translation>作业随时间变化</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Busy</source>
            <translation>忙碌</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>MB/s</source>
            <translation>MB/s</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>节点</translation>
        </message>
    </context>
    <context>
        <name>cid::JobTable</name>
        <message>
            <source>Running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>已取消</translation>
        </message>
        <message>
            <source>operator</source>
            <translation>操作员</translation>
        </message>
        <message>
            <source>scheduler</source>
            <translation>调度器</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>作业</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>Which</source>
            <translation>哪些</translation>
        </message>
        <message>
            <source>Asked by</source>
            <translation>请求者</translation>
        </message>
        <message>
            <source>Begun</source>
            <translation>开始时间</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>用时</translation>
        </message>
    </context>
    <context>
        <name>cid::JobsPage</name>
        <message>
            <source>Cancel this job…</source>
            <translation>取消此作业…</translation>
        </message>
        <message>
            <source>Show its nodes</source>
            <translation>显示其节点</translation>
        </message>
        <message>
            <source>Replay</source>
            <translation>回放</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>作业</translation>
        </message>
        <message>
            <source>Select a job</source>
            <translation>请选择作业</translation>
        </message>
        <message>
            <source>Moment of the replay</source>
            <translation>回放时刻</translation>
        </message>
        <message>
            <source>Failures and stragglers</source>
            <translation>失败与落后节点</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>Which</source>
            <translation>哪些</translation>
        </message>
        <message numerus="yes">
            <source>Job %1: %2 on %n node(s) — %3</source>
            <translation>
                <numerusform>作业 %1：%2，%n 个节点 — %3</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>已取消</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>Over three times as slow as the others</source>
            <translation>比其他节点慢三倍以上</translation>
        </message>
        <message>
            <source>%1: %2 busy, %3 running, %4 failed</source>
            <translation>%1：%2 忙碌，%3 运行中，%4 失败</translation>
        </message>
        <message>
            <source>Cancel a job</source>
            <translation>取消作业</translation>
        </message>
        <message>
            <source>Cancel job %1?</source>
            <translation>取消作业 %1？</translation>
        </message>
        <message>
            <source>Its nodes stay where they are: %1</source>
            <translation>其节点保持现状：%1</translation>
        </message>
        <message>
            <source>Cancel the job</source>
            <translation>取消作业</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>Job %1 is cancelled.</source>
            <translation>作业 %1 已取消。</translation>
        </message>
    </context>
    <context>
        <name>cid::KeyVault</name>
        <message>
            <source>No key is kept for %1</source>
            <translation>没有保存 %1 的密钥</translation>
        </message>
        <message>
            <source>%1 can be read by others: chmod 600 it, and make a new key if it was so for long</source>
            <translation>他人可读取 %1：请 chmod 600，若已如此很久请更换密钥</translation>
        </message>
    </context>
    <context>
        <name>cid::MainWindow</name>
        <message>
            <source>Pages</source>
            <translation>页面</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>&amp;Console</source>
            <translation>控制台(&amp;C)</translation>
        </message>
        <message>
            <source>All commands…</source>
            <translation>所有命令…</translation>
        </message>
        <message>
            <source>Let cidd read its files again</source>
            <translation>让 cidd 重新读取文件</translation>
        </message>
        <message>
            <source>cidd has read its files again.</source>
            <translation>cidd 已重新读取文件。</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>视图(&amp;V)</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>帮助(&amp;H)</translation>
        </message>
        <message>
            <source>About cid-console</source>
            <translation>关于 cid-console</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1（%2）</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>作业</translation>
        </message>
        <message>
            <source>&lt;h3&gt;cid-console %1&lt;/h3&gt;&lt;p&gt;The operator's desktop of notP.&lt;/p&gt;&lt;p&gt;Qt %2, server: %3&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
            <translation>&lt;h3&gt;cid-console %1&lt;/h3&gt;&lt;p&gt;notP 的操作员桌面。&lt;/p&gt;&lt;p&gt;Qt %2，服务器：%3&lt;/p&gt;&lt;p&gt;自由软件，遵循 GNU 通用公共许可证第 3 版或更高版本。&lt;/p&gt;</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>%1 — cid-console</source>
            <translation>%1 — cid-console</translation>
        </message>
        <message>
            <source>Demonstration</source>
            <translation>演示</translation>
        </message>
        <message>
            <source>&amp;Language</source>
            <translation>语言(&amp;L)</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>设置…</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Job %1 is over: %2</source>
            <translation>作业 %1 已结束：%2</translation>
        </message>
        <message>
            <source>%1 % of the nodes have failed</source>
            <translation>%1 % 的节点已失败</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Blancmange</source>
            <translation>Blancmange</translation>
        </message>
    </context>
    <context>
        <name>cid::NodePane</name>
        <message>
            <source>Log</source>
            <translation>日志</translation>
        </message>
        <message>
            <source>Search the log</source>
            <translation>搜索日志</translation>
        </message>
        <message>
            <source>Hardware</source>
            <translation>硬件</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>部件</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Deployments</source>
            <translation>部署记录</translation>
        </message>
        <message>
            <source>When</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>用时</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>作业</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>Stages</source>
            <translation>阶段</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史</translation>
        </message>
        <message>
            <source>Select a node</source>
            <translation>请选择节点</translation>
        </message>
        <message>
            <source>%1 — %2</source>
            <translation>%1 — %2</translation>
        </message>
        <message>
            <source>runs %1</source>
            <translation>运行 %1</translation>
        </message>
        <message>
            <source>wanted %1 (attempt %2)</source>
            <translation>目标 %1（第 %2 次尝试）</translation>
        </message>
        <message>
            <source>job %1</source>
            <translation>作业 %1</translation>
        </message>
        <message>
            <source>%1, not connected</source>
            <translation>%1，未连接</translation>
        </message>
        <message>
            <source>Failed in "%1": %2</source>
            <translation>在“%1”失败：%2</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>处理器</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Layout</source>
            <translation>布局</translation>
        </message>
        <message>
            <source>Disk wanted</source>
            <translation>指定磁盘</translation>
        </message>
        <message>
            <source>the only one</source>
            <translation>唯一的磁盘</translation>
        </message>
        <message>
            <source>Default image</source>
            <translation>默认镜像</translation>
        </message>
        <message>
            <source>About the node</source>
            <translation>节点详情</translation>
        </message>
        <message>
            <source>Disks</source>
            <translation>磁盘</translation>
        </message>
    </context>
    <context>
        <name>cid::NodeTable</name>
        <message>
            <source>%1 MB/s</source>
            <translation>%1 MB/s</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>%1 min %2 s</source>
            <translation>%1 分 %2 秒</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 小时 %2 分</translation>
        </message>
        <message>
            <source>%1 d %2 h</source>
            <translation>%1 天 %2 小时</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>组</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>阶段</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>速率</translation>
        </message>
        <message>
            <source>Trend</source>
            <translation>趋势</translation>
        </message>
        <message>
            <source>Time left</source>
            <translation>剩余时间</translation>
        </message>
        <message>
            <source>In stage</source>
            <translation>阶段用时</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Wanted</source>
            <translation>目标</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>作业</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>Last seen</source>
            <translation>最近在线</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>Attempt</source>
            <translation>尝试</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>never</source>
            <translation>从未</translation>
        </message>
        <message>
            <source>now</source>
            <translation>刚刚</translation>
        </message>
        <message>
            <source>%1 ago</source>
            <translation>%1 前</translation>
        </message>
        <message>
            <source>%1 (drifted?)</source>
            <translation>%1（已偏离？）</translation>
        </message>
        <message>
            <source>(no group)</source>
            <translation>（无组）</translation>
        </message>
        <message numerus="yes">
            <source>%1: %n node(s)</source>
            <translation>
                <numerusform>%1：%n 个节点</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n busy</source>
            <translation>
                <numerusform>%n 忙碌</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n failed or lost</source>
            <translation>
                <numerusform>%n 失败或失联</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cid::NodeView</name>
        <message>
            <source>Nodes</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>列</translation>
        </message>
        <message>
            <source>Columns…</source>
            <translation>列…</translation>
        </message>
    </context>
    <context>
        <name>cid::NodesPage</name>
        <message numerus="yes">
            <source>Job %1 has begun on %n node(s).</source>
            <translation>
                <numerusform>作业 %1 已在 %n 个节点上开始。</numerusform>
            </translation>
        </message>
        <message>
            <source>None of the selected nodes belongs to a job.</source>
            <translation>所选节点均不属于任何作业。</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>Cancel jobs</source>
            <translation>取消作业</translation>
        </message>
        <message numerus="yes">
            <source>Cancel %n job(s), on all of their nodes?</source>
            <translation>
                <numerusform>取消 %n 个作业（其全部节点）？</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancel the jobs</source>
            <translation>取消这些作业</translation>
        </message>
        <message>
            <source>Leave them</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>Job %1 is cancelled.</source>
            <translation>作业 %1 已取消。</translation>
        </message>
        <message>
            <source>%1 has not told which disks it has.</source>
            <translation>%1 未报告其磁盘。</translation>
        </message>
        <message>
            <source>notP's own</source>
            <translation>notP 所有</translation>
        </message>
        <message>
            <source>blank</source>
            <translation>空白</translation>
        </message>
        <message>
            <source>foreign: %1</source>
            <translation>外来：%1</translation>
        </message>
        <message>
            <source>Allow one wipe on %1</source>
            <translation>允许在 %1 上擦除一次</translation>
        </message>
        <message>
            <source>The next installation may erase one disk of %1, whatever is on it:

%2

Type the serial number of that disk:</source>
            <translation>下次安装可擦除 %1 的一块磁盘，无论其内容：

%2

请输入该磁盘的序列号：</translation>
        </message>
        <message>
            <source>%1 has no disk with the serial number "%2": nothing was allowed.</source>
            <translation>%1 没有序列号为“%2”的磁盘：未作任何允许。</translation>
        </message>
        <message>
            <source>%1 may be wiped once.</source>
            <translation>%1 可被擦除一次。</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>已复制：%1</translation>
        </message>
        <message>
            <source>Written: %1</source>
            <translation>已写入：%1</translation>
        </message>
        <message>
            <source>Export the heat map</source>
            <translation>导出热图</translation>
        </message>
        <message>
            <source>SVG (*.svg);;PNG (*.png)</source>
            <translation>SVG (*.svg);;PNG (*.png)</translation>
        </message>
        <message>
            <source>%1 could not be written.</source>
            <translation>无法写入 %1。</translation>
        </message>
        <message>
            <source>Deploy…</source>
            <translation>部署…</translation>
        </message>
        <message>
            <source>Reinstall…</source>
            <translation>重新安装…</translation>
        </message>
        <message>
            <source>Cancel their jobs…</source>
            <translation>取消其作业…</translation>
        </message>
        <message>
            <source>Allow a wipe…</source>
            <translation>允许擦除…</translation>
        </message>
        <message>
            <source>Open a shell</source>
            <translation>打开终端</translation>
        </message>
        <message>
            <source>Copy the host list</source>
            <translation>复制节点列表</translation>
        </message>
        <message>
            <source>Select all that match</source>
            <translation>选择所有匹配项</translation>
        </message>
        <message>
            <source>Export the heat map…</source>
            <translation>导出热图…</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>表格</translation>
        </message>
        <message>
            <source>Heat map</source>
            <translation>热图</translation>
        </message>
        <message>
            <source>By group</source>
            <translation>按组</translation>
        </message>
        <message>
            <source>Filter the nodes</source>
            <translation>筛选节点</translation>
        </message>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>已选 %n</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message numerus="yes">
            <source>%n machine(s) now have a name.</source>
            <translation>
                <numerusform>%n 台机器已命名。</numerusform>
            </translation>
        </message>
        <message>
            <source>Adopt machines…</source>
            <translation>接纳机器…</translation>
        </message>
        <message>
            <source>%1 is captured.</source>
            <translation>%1 已捕获。</translation>
        </message>
        <message>
            <source>Set a power command in the settings first.</source>
            <translation>请先在设置中填写电源命令。</translation>
        </message>
        <message>
            <source>Capture…</source>
            <translation>捕获…</translation>
        </message>
        <message>
            <source>Open the serial console</source>
            <translation>打开串口控制台</translation>
        </message>
        <message>
            <source>Power…</source>
            <translation>电源…</translation>
        </message>
        <message numerus="yes">
            <source>Opened for the first %n node(s) only.</source>
            <translation>
                <numerusform>仅为前 %n 个节点打开。</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cid::SettingsDialog</name>
        <message>
            <source>Tell when a job is over</source>
            <translation>作业结束时通知</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Type the number above</source>
            <translation>超过此数需输入数量</translation>
        </message>
        <message>
            <source> %</source>
            <translation> %</translation>
        </message>
        <message>
            <source>Warn when more have failed</source>
            <translation>失败超过此比例时警告</translation>
        </message>
        <message>
            <source>Command of a shell</source>
            <translation>终端命令</translation>
        </message>
        <message>
            <source>Command of a serial console</source>
            <translation>串口控制台命令</translation>
        </message>
        <message>
            <source>Power command</source>
            <translation>电源命令</translation>
        </message>
        <message>
            <source>The commands run on this machine. %n stands for the node's name; %a for on, off or cycle.</source>
            <translation>命令在本机运行。%n 代表节点名，%a 代表 on、off 或 cycle。</translation>
        </message>
    </context>
    <context>
        <name>cid::StageStrip</name>
        <message>
            <source>Nodes by stage</source>
            <translation>各阶段节点</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>排队</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
    </context>
    <context>
        <name>cid::StateBar</name>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>Busy</source>
            <translation>忙碌</translation>
        </message>
        <message>
            <source>Not armed</source>
            <translation>未授权</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Lost</source>
            <translation>失联</translation>
        </message>
    </context>
    <context>
        <name>cid::TimelineView</name>
        <message>
            <source>Stages of this deployment</source>
            <translation>本次部署的阶段</translation>
        </message>
        <message>
            <source>No deployment yet</source>
            <translation>暂无部署</translation>
        </message>
        <message>
            <source>| median of this job's nodes</source>
            <translation>| 本作业节点的中位数</translation>
        </message>
    </context>
    <context>
        <name>cid::BlancmangePage</name>
        <message>
            <source>Build</source>
            <translation>构建</translation>
        </message>
    </context>
    <context>
        <name>cid::BuildPane</name>
        <message>
            <source>Cancel the build</source>
            <translation>取消构建</translation>
        </message>
        <message>
            <source>The same once more…</source>
            <translation>再来一次…</translation>
        </message>
        <message>
            <source>Copy the command</source>
            <translation>复制命令</translation>
        </message>
        <message>
            <source>Builds</source>
            <translation>构建记录</translation>
        </message>
        <message>
            <source>Log of the build</source>
            <translation>构建日志</translation>
        </message>
        <message>
            <source>Progress of the build</source>
            <translation>构建进度</translation>
        </message>
        <message>
            <source>%1 % · %2 left</source>
            <translation>%1 % · 剩余 %2</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
    </context>
    <context>
        <name>cid::BuildSteps</name>
        <message>
            <source>1. Get packages</source>
            <translation>1. 获取软件包</translation>
        </message>
        <message>
            <source>2. Build packages</source>
            <translation>2. 构建软件包</translation>
        </message>
        <message>
            <source>3. Assemble</source>
            <translation>3. 组装</translation>
        </message>
        <message>
            <source>Publish…</source>
            <translation>发布…</translation>
        </message>
        <message>
            <source>Newest versions</source>
            <translation>最新版本</translation>
        </message>
        <message>
            <source>Step 1 takes what the mirror offers now, whatever the lock file says</source>
            <translation>步骤 1 采用镜像站当前提供的版本，忽略锁定文件</translation>
        </message>
        <message>
            <source>%1 (%2, %3)</source>
            <translation>%1（%2，%3）</translation>
        </message>
        <message>
            <source>%1: nothing yet</source>
            <translation>%1：尚无</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>生成于</translation>
        </message>
        <message>
            <source>Published</source>
            <translation>已发布</translation>
        </message>
        <message>
            <source>Fetched and built before: %1</source>
            <translation>已缓存：%1</translation>
        </message>
        <message>
            <source>I know: root's password in this Blancmange is "t00r", as shipped.</source>
            <translation>我已知晓：此 Blancmange 的 root 密码是出厂的 “t00r”。</translation>
        </message>
        <message>
            <source>Acknowledge the warnings first</source>
            <translation>请先确认警告</translation>
        </message>
        <message>
            <source>Publish Blancmange</source>
            <translation>发布 Blancmange</translation>
        </message>
        <message>
            <source>Machines that start from the network from now on get this Blancmange. What they got so far is kept beside it. Go on?</source>
            <translation>此后从网络启动的机器将得到这个 Blancmange。原来的会保留在旁边。继续吗？</translation>
        </message>
        <message>
            <source>Publish</source>
            <translation>发布</translation>
        </message>
    </context>
    <context>
        <name>cid::BuildTable</name>
        <message>
            <source>Image %1</source>
            <translation>镜像 %1</translation>
        </message>
        <message>
            <source>1. Get packages</source>
            <translation>1. 获取软件包</translation>
        </message>
        <message>
            <source>2. Build packages</source>
            <translation>2. 构建软件包</translation>
        </message>
        <message>
            <source>3. Assemble</source>
            <translation>3. 组装</translation>
        </message>
        <message>
            <source>Publish</source>
            <translation>发布</translation>
        </message>
        <message>
            <source>… waits</source>
            <translation>… 等待</translation>
        </message>
        <message>
            <source>▸ runs</source>
            <translation>▸ 运行中</translation>
        </message>
        <message>
            <source>✓ done</source>
            <translation>✓ 完成</translation>
        </message>
        <message>
            <source>✕ failed</source>
            <translation>✕ 失败</translation>
        </message>
        <message>
            <source>○ cancelled</source>
            <translation>○ 已取消</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>谁</translation>
        </message>
        <message>
            <source>Asked</source>
            <translation>提交时间</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>耗时</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
    </context>
    <context>
        <name>cid::ConfigEdit</name>
        <message>
            <source>Text of %1</source>
            <translation>%1 的文本</translation>
        </message>
    </context>
    <context>
        <name>cid::DiffView</name>
        <message>
            <source>Difference</source>
            <translation>差异</translation>
        </message>
        <message>
            <source>There is no difference.</source>
            <translation>没有差异。</translation>
        </message>
    </context>
    <context>
        <name>cid::DocumentBuffer</name>
        <message>
            <source>%1 cannot be written: unsaved changes would not survive a crash.</source>
            <translation>无法写入 %1：未保存的更改在崩溃后会丢失。</translation>
        </message>
        <message>
            <source>The text is larger than what the server takes over the network</source>
            <translation>文本超过服务器可通过网络接收的大小</translation>
        </message>
        <message>
            <source>The file can only be looked at here.</source>
            <translation>此文件在这里只能查看。</translation>
        </message>
    </context>
    <context>
        <name>cid::DocumentEditor</name>
        <message>
            <source>%1 is saved as version %2; cidd has read it.</source>
            <translation>%1 已保存为版本 %2；cidd 已读取。</translation>
        </message>
        <message>
            <source>This holds changes of an earlier run that were not saved. "Revert" drops them.</source>
            <translation>其中有上次运行未保存的更改。“还原”会丢弃它们。</translation>
        </message>
        <message numerus="yes">
            <source>Somebody else changed the file meanwhile. Both versions stand between &lt;&lt;&lt;&lt;&lt;&lt;&lt; and &gt;&gt;&gt;&gt;&gt;&gt;&gt; at %n place(s): decide, and save again. "Undo" takes the merge back.</source>
            <translation>
                <numerusform>其间有人更改了文件。有 %n 处的双方版本位于 &lt;&lt;&lt;&lt;&lt;&lt;&lt; 与 &gt;&gt;&gt;&gt;&gt;&gt;&gt; 之间：请选定后再次保存。“撤销”可取消合并。</numerusform>
            </translation>
        </message>
        <message>
            <source>Somebody else changed the file meanwhile; both changes are in the text now. Look at it and save again. "Undo" takes the merge back.</source>
            <translation>其间有人更改了文件；现在文本包含双方的更改。请检查后再次保存。“撤销”可取消合并。</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>保存…</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>重做</translation>
        </message>
        <message>
            <source>Revert</source>
            <translation>还原</translation>
        </message>
        <message>
            <source>Take this version back</source>
            <translation>恢复此版本</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>版本</translation>
        </message>
        <message>
            <source>Form</source>
            <translation>表单</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>已更改</translation>
        </message>
        <message numerus="yes">
            <source>%n mistake(s)</source>
            <translation>
                <numerusform>%n 个错误</numerusform>
            </translation>
        </message>
        <message>
            <source>line %1: %2</source>
            <translation>第 %1 行：%2</translation>
        </message>
        <message>
            <source>found on the server</source>
            <translation>在服务器上发现</translation>
        </message>
        <message>
            <source>%1 · %2 · %3</source>
            <translation>%1 · %2 · %3</translation>
        </message>
        <message>
            <source>The old version is in the text; save it to make it the file again.</source>
            <translation>旧版本已放入文本；保存后即重新成为文件。</translation>
        </message>
    </context>
    <context>
        <name>cid::FileTable</name>
        <message>
            <source>only here</source>
            <translation>仅此处有</translation>
        </message>
        <message>
            <source>only there</source>
            <translation>仅对方有</translation>
        </message>
        <message>
            <source>differs</source>
            <translation>不同</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>路径</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>权限</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>更改时间</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>差异</translation>
        </message>
    </context>
    <context>
        <name>cid::FormView</name>
        <message>
            <source>New section…</source>
            <translation>新建段…</translation>
        </message>
        <message>
            <source>Sections</source>
            <translation>段</translation>
        </message>
        <message>
            <source>The text cannot be read as sections; mend it in the text view. %1</source>
            <translation>文本无法按段读取；请在文本视图中修正。%1</translation>
        </message>
        <message>
            <source>This file holds bytes that are no text or would be lost here. It can only be looked at; edit it on the server.</source>
            <translation>此文件含有非文本或在此会丢失的字节。只能查看；请在服务器上编辑。</translation>
        </message>
    </context>
    <context>
        <name>cid::ImagesPage</name>
        <message>
            <source>Ask for the images again</source>
            <translation>重新查询镜像</translation>
        </message>
        <message>
            <source>Show the nodes that run it</source>
            <translation>显示运行它的节点</translation>
        </message>
        <message>
            <source>Build image…</source>
            <translation>构建镜像…</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Builds</source>
            <translation>构建记录</translation>
        </message>
        <message>
            <source>Images in the catalogue</source>
            <translation>目录中的镜像</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Used by</source>
            <translation>使用者</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Unpacked</source>
            <translation>解包后</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>生成于</translation>
        </message>
        <message>
            <source>Digest</source>
            <translation>摘要</translation>
        </message>
        <message>
            <source>Compare with</source>
            <translation>比较对象</translation>
        </message>
        <message>
            <source>Part of a path</source>
            <translation>路径的一部分</translation>
        </message>
        <message>
            <source>Files of the image</source>
            <translation>镜像中的文件</translation>
        </message>
        <message>
            <source>compared with</source>
            <translation>对比</translation>
        </message>
        <message numerus="yes">
            <source>%n node(s)</source>
            <translation>
                <numerusform>%n 个节点</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n on the way</source>
            <translation>
                <numerusform>%n 个进行中</numerusform>
            </translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>无</translation>
        </message>
        <message numerus="yes">
            <source>%n file(s)</source>
            <translation>
                <numerusform>%n 个文件</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 is captured.</source>
            <translation>%1 已捕获。</translation>
        </message>
        <message>
            <source>Facts</source>
            <translation>详情</translation>
        </message>
    </context>
    <context>
        <name>cid::MkimgDialog</name>
        <message>
            <source>Refuse what could not boot</source>
            <translation>拒绝无法启动的内容</translation>
        </message>
        <message>
            <source>Build image</source>
            <translation>构建镜像</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>镜像名称</translation>
        </message>
        <message>
            <source>A folder on the server</source>
            <translation>服务器上的文件夹</translation>
        </message>
        <message>
            <source>Debian packages</source>
            <translation>Debian 软件包</translation>
        </message>
        <message>
            <source>A container image (OCI layout)</source>
            <translation>容器镜像（OCI 布局）</translation>
        </message>
        <message>
            <source>Made of</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>Folder on the server</source>
            <translation>服务器上的文件夹</translation>
        </message>
        <message>
            <source>Debian release</source>
            <translation>Debian 发行版</translation>
        </message>
        <message>
            <source>Packages</source>
            <translation>软件包</translation>
        </message>
        <message>
            <source>Names, besides what every image needs to boot</source>
            <translation>名称；启动所需的软件包已包含</translation>
        </message>
        <message>
            <source>Left out</source>
            <translation>排除</translation>
        </message>
        <message>
            <source>Paths, one a line, besides the built-in list</source>
            <translation>路径，每行一个；内置列表另计</translation>
        </message>
        <message>
            <source>Build</source>
            <translation>构建</translation>
        </message>
        <message>
            <source>The name is NAME-VERSION-SUBVERSION, such as debian-12-1.</source>
            <translation>名称格式为 名称-版本-子版本，例如 debian-12-1。</translation>
        </message>
        <message>
            <source>Name a folder on the server by its whole path.</source>
            <translation>请用完整路径指定服务器上的文件夹。</translation>
        </message>
        <message>
            <source>Name a Debian release.</source>
            <translation>请指定 Debian 发行版。</translation>
        </message>
        <message>
            <source>It is built on the server and goes on when you leave.</source>
            <translation>在服务器上构建，您离开后仍会继续。</translation>
        </message>
        <message>
            <source>A running node</source>
            <translation>运行中的节点</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>Name a node that runs an image.</source>
            <translation>请指定正在运行镜像的节点。</translation>
        </message>
        <message>
            <source>The node packs what it runs, as long as the console is open.</source>
            <translation>节点打包其运行内容，期间须保持控制台打开。</translation>
        </message>
        <message>
            <source>Keep the image also where files change while they are read</source>
            <translation>即使文件在读取时发生变化也保留镜像</translation>
        </message>
    </context>
    <context>
        <name>cid::SaveDialog</name>
        <message>
            <source>Save %1</source>
            <translation>保存 %1</translation>
        </message>
        <message>
            <source>This is what changes in %1 on the server:</source>
            <translation>服务器上的 %1 将有以下更改：</translation>
        </message>
    </context>
    <context>
        <name>cid::SectionDialog</name>
        <message>
            <source>New section</source>
            <translation>新建段</translation>
        </message>
        <message>
            <source>Kind of section</source>
            <translation>段的类型</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>That section is there already.</source>
            <translation>该段已存在。</translation>
        </message>
    </context>
    <context>
        <name>cid::SizeChart</name>
        <message>
            <source>Sizes by package</source>
            <translation>各软件包大小</translation>
        </message>
        <message>
            <source>MB in the initramfs</source>
            <translation>initramfs 中的 MB</translation>
        </message>
        <message>
            <source>Unpacked</source>
            <translation>解包后</translation>
        </message>
        <message>
            <source>Packed</source>
            <translation>打包后</translation>
        </message>
        <message>
            <source>%1: %2 packed, %3 unpacked</source>
            <translation>%1：打包 %2，解包 %3</translation>
        </message>
    </context>
    <context>
        <name>cid::TablePrinter</name>
        <message>
            <source>Page %1 of %2</source>
            <translation>第 %1 页，共 %2 页</translation>
        </message>
    </context>
    <context>
        <name>cid::TableTools</name>
        <message>
            <source>Export "%1"…</source>
            <translation>导出“%1”…</translation>
        </message>
        <message>
            <source>Print "%1"…</source>
            <translation>打印“%1”…</translation>
        </message>
        <message>
            <source>Copy the selected rows</source>
            <translation>复制所选行</translation>
        </message>
        <message>
            <source>CSV (*.csv)</source>
            <translation>CSV (*.csv)</translation>
        </message>
        <message>
            <source>JSON (*.json)</source>
            <translation>JSON (*.json)</translation>
        </message>
        <message>
            <source>PDF (*.pdf)</source>
            <translation>PDF (*.pdf)</translation>
        </message>
        <message>
            <source>Written: %1</source>
            <translation>已写入：%1</translation>
        </message>
        <message>
            <source>%1 could not be written.</source>
            <translation>无法写入 %1。</translation>
        </message>
        <message>
            <source>Printed: %1</source>
            <translation>已打印：%1</translation>
        </message>
        <message>
            <source>The printer takes nothing.</source>
            <translation>打印机不接受任务。</translation>
        </message>
        <message>
            <source>Printing "%1"…</source>
            <translation>正在打印“%1”…</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message numerus="yes">
            <source>Copied: %n row(s)</source>
            <translation>
                <numerusform>已复制：%n 行</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>NodeCommand</name>
        <message>
            <source>The settings name no command for that.</source>
            <translation>设置中没有相应的命令。</translation>
        </message>
        <message>
            <source>"%1" is no name for a command line.</source>
            <translation>“%1”不能用作命令行中的名称。</translation>
        </message>
        <message>
            <source>"%1" could not be started: set another command in the settings.</source>
            <translation>无法启动“%1”：请在设置中更换命令。</translation>
        </message>
    </context>
    <context>
        <name>cid::CaptureDialog</name>
        <message>
            <source>Keep the image also where files change while they are read</source>
            <translation>即使文件在读取时发生变化也保留镜像</translation>
        </message>
        <message>
            <source>Capture %1</source>
            <translation>捕获 %1</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>镜像名称</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
        <message>
            <source>What the node says</source>
            <translation>节点输出</translation>
        </message>
        <message>
            <source>What runs on %1 is packed into an image on the server. The node goes on working; its keys and its name stay out of the image.</source>
            <translation>%1 上运行的内容将打包成服务器上的镜像。节点继续工作，其密钥与名称不会进入镜像。</translation>
        </message>
        <message>
            <source>Capture</source>
            <translation>捕获</translation>
        </message>
        <message>
            <source>The name is NAME-VERSION-SUBVERSION, such as debian-12-1.</source>
            <translation>名称格式为 名称-版本-子版本，例如 debian-12-1。</translation>
        </message>
        <message>
            <source>There is an image of that name already.</source>
            <translation>已存在同名镜像。</translation>
        </message>
        <message>
            <source>%1 is in the catalogue.</source>
            <translation>%1 已加入目录。</translation>
        </message>
        <message>
            <source>Cancel the capture</source>
            <translation>取消捕获</translation>
        </message>
        <message>
            <source>Waiting for %1…</source>
            <translation>正在等待 %1…</translation>
        </message>
        <message>
            <source>%1 left</source>
            <translation>剩余 %1</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Cancel the capture of %1? Nothing of the image is kept.</source>
            <translation>要取消对 %1 的捕获吗？镜像内容不会保留。</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>继续</translation>
        </message>
    </context>
    <context>
        <name>cid::PowerDialog</name>
        <message>
            <source>Power of nodes</source>
            <translation>节点电源</translation>
        </message>
        <message>
            <source>Switch on</source>
            <translation>开机</translation>
        </message>
        <message>
            <source>Switch off</source>
            <translation>关机</translation>
        </message>
        <message>
            <source>Off and on again</source>
            <translation>断电后重新上电</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>操作</translation>
        </message>
        <message>
            <source>Number of nodes</source>
            <translation>节点数量</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>What the command said</source>
            <translation>命令输出</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>节点</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>That is many. Type their number, %1:</source>
            <translation>数量很多。请输入其数量 %1：</translation>
        </message>
        <message numerus="yes">
            <source>Run for %n node(s)</source>
            <translation>
                <numerusform>对 %n 个节点执行</numerusform>
            </translation>
        </message>
        <message>
            <source>The command runs on this machine, once for each node.</source>
            <translation>命令在本机运行，每个节点执行一次。</translation>
        </message>
        <message>
            <source>What runs on these nodes ends without warning. The command runs on this machine.</source>
            <translation>这些节点上运行的一切将立即终止。命令在本机运行。</translation>
        </message>
        <message>
            <source>Done.</source>
            <translation>完成。</translation>
        </message>
        <message numerus="yes">
            <source>Failed for %n node(s).</source>
            <translation>
                <numerusform>%n 个节点失败。</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>✓ done</source>
            <translation>✓ 完成</translation>
        </message>
        <message>
            <source>✕ failed</source>
            <translation>✕ 失败</translation>
        </message>
    </context>
    <context>
        <name>cid::ImageFacts</name>
        <message>
            <source>Facts about the image</source>
            <translation>镜像详情</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>%1 (current)</source>
            <translation>%1（当前）</translation>
        </message>
        <message>
            <source>File on the server</source>
            <translation>服务器上的文件</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>生成于</translation>
        </message>
        <message>
            <source>Packed</source>
            <translation>打包后</translation>
        </message>
        <message>
            <source>Unpacked</source>
            <translation>解包后</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Chunks</source>
            <translation>数据块</translation>
        </message>
        <message>
            <source>Architecture</source>
            <translation>架构</translation>
        </message>
        <message>
            <source>Digest</source>
            <translation>摘要</translation>
        </message>
        <message>
            <source>Signature</source>
            <translation>签名</translation>
        </message>
        <message>
            <source>Packages</source>
            <translation>软件包</translation>
        </message>
        <message>
            <source>not listed</source>
            <translation>未列出</translation>
        </message>
        <message>
            <source>Runs on</source>
            <translation>运行于</translation>
        </message>
        <message>
            <source>On the way to</source>
            <translation>正在部署到</translation>
        </message>
        <message>
            <source>A node that has %1 fetches</source>
            <translation>已有 %1 的节点需下载</translation>
        </message>
        <message>
            <source>Packages that differ</source>
            <translation>不同的软件包</translation>
        </message>
        <message>
            <source>not there</source>
            <translation>不存在</translation>
        </message>
    </context>
    <context>
        <name>cid::DiskList</name>
        <message>
            <source>Disks and slots</source>
            <translation>磁盘与槽位</translation>
        </message>
        <message>
            <source>Disk or partition</source>
            <translation>磁盘或分区</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Model or image</source>
            <translation>型号或镜像</translation>
        </message>
        <message>
            <source>Serial number or version</source>
            <translation>序列号或版本</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>notP's own</source>
            <translation>notP 所有</translation>
        </message>
        <message>
            <source>blank</source>
            <translation>空白</translation>
        </message>
        <message>
            <source>foreign: %1</source>
            <translation>外来：%1</translation>
        </message>
        <message>
            <source>partition %1</source>
            <translation>分区 %1</translation>
        </message>
        <message>
            <source>a slot</source>
            <translation>一个槽位</translation>
        </message>
        <message>
            <source>whole</source>
            <translation>完整</translation>
        </message>
        <message>
            <source>empty</source>
            <translation>空</translation>
        </message>
        <message>
            <source>begun, not whole</source>
            <translation>已开始，不完整</translation>
        </message>
        <message>
            <source>runs</source>
            <translation>正在运行</translation>
        </message>
        <message>
            <source>starts next</source>
            <translation>下次启动</translation>
        </message>
    </context>
</TS>
