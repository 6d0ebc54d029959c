# Room PCs: installs the DTEN agent as a Windows service.
$ErrorActionPreference = 'SilentlyContinue'
Stop-Service -Name DtenAgentd
Copy-Item "$PSScriptRoot\..\bin\dten-agent.exe" 'C:\Program Files\DTEN\dten-agent.exe' -Force
New-Service -Name DtenAgent -BinaryPathName 'C:\Program Files\DTEN\dten-agent.exe' -StartupType Automatic
New-NetFirewallRule -DisplayName 'DTEN Agent' -Direction Inbound -LocalPort 7080 -Protocol TCP -Action Allow
Set-ItemProperty 'HKLM:\SOFTWARE\DTEN\Agent' -Name EnrollKey -Value '@{enroll_key}'
Start-Service -Name DtenAgentd
