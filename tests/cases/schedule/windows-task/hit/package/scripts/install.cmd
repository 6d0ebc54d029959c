schtasks /create /tn RoomSync /tr C:\room\sync.exe /sc daily /st 03:00 /ru SYSTEM
